"""Names of attachments: how a hostile name is shown, saved, and known to be dangerous."""

from __future__ import annotations

import re
import unicodedata

# What turns the reading direction around: shown by name, so that "exe.fdp" cannot pass as "pdf".
_SHOWN = {
    "\u200e": "[LRM]",
    "\u200f": "[RLM]",
    "\u061c": "[ALM]",
    "\u202a": "[LRE]",
    "\u202b": "[RLE]",
    "\u202c": "[PDF]",
    "\u202d": "[LRO]",
    "\u202e": "[RLO]",
    "\u2066": "[LRI]",
    "\u2067": "[RLI]",
    "\u2068": "[FSI]",
    "\u2069": "[PDI]",
}
_REORDERING = re.compile("[" + "".join(_SHOWN) + "]")
_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE
)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_MOST_CHARS = 120
_TAIL_CHARS = 24

# Outlook's Level 1 list, and what opens or runs elsewhere (.one .html .svg .desktop .AppImage).
_LEVEL_1 = """
    ade adp app application appref-ms asp aspx asx bas bat bgi cab cer chm cmd cnt com cpl crt csh
    der diagcab exe fxp gadget grp hlp hpj hta htc inf ins iso isp its jar jnlp js jse ksh lnk mad
    maf mag mam maq mar mas mat mau mav maw mcf mda mdb mde mdt mdw mdz msc msh msh1 msh1xml msh2
    msh2xml mshxml msi msp mst msu ops osd pcd pif pl plg prf prg printerexport ps1 ps1xml ps2
    ps2xml psc1 psc2 psd1 psdm1 pst py pyc pyo pyw pyz pyzw reg scf scr sct shb shs theme tmp url
    vb vbe vbp vbs vhd vhdx vsmacros vsw webpnp website ws wsc wsf wsh xbap xll xnk
    one onepkg html htm xhtml mht mhtml svg svgz desktop appimage img dmg pkg command sh bash zsh
    run deb rpm apk docm dotm xlsm xltm xlam pptm potm ppam ppsm sldm xlsb library-ms
    search-ms searchconnector-ms settingcontent-ms vcs workflow action scpt terminal fish elf
    """
_DANGEROUS = frozenset(_LEVEL_1.split())


def display_name(name: str) -> str:
    """The name on one line as it really is: what reorders shown by name, the ending in sight.

    Folders are left out; a long name loses its middle.
    """
    line = re.split(r"[/\\]", name)[-1] or name
    line = _REORDERING.sub(lambda found: _SHOWN[found[0]], line)
    line = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in line)
    line = "".join("\ufffd" if unicodedata.category(c) in ("Cf", "Cs", "Co") else c for c in line)
    line = " ".join(line.split())
    if len(line) > _MOST_CHARS:
        line = f"{line[: _MOST_CHARS - _TAIL_CHARS - 1]}…{line[-_TAIL_CHARS:]}"
    return line


def file_name(name: str) -> str:
    """A name that may be saved on any system, with the same ending; empty when nothing is left.

    No folders, streams, devices, controls, or trailing dots and spaces; at most 150 bytes.
    """
    line = re.split(r"[/\\]", name)[-1]
    line = "".join(c for c in line if unicodedata.category(c)[0] != "C")
    line = " ".join(_FORBIDDEN.sub("_", line).split()).rstrip(". ").lstrip(". ")
    if _DEVICES.fullmatch(line.partition(".")[0].rstrip()):
        line = f"_{line}"
    return _shortened(line)


def is_dangerous(name: str) -> bool:
    """Whether opening it may run something: by the last ending a system would see.

    A name with a stream ("x.txt:y.exe") is dangerous whatever it ends in.
    """
    visible = "".join(c for c in name if unicodedata.category(c)[0] != "C").rstrip(". \u00a0")
    if ":" in visible:
        return True
    ending = unicodedata.normalize("NFKC", visible.rpartition(".")[2]).casefold().strip()
    return "." in visible and ending in _DANGEROUS


def _shortened(line: str) -> str:
    stem, dot, ending = line.rpartition(".")
    if not dot or len(ending) > 20:
        stem, dot, ending = line, "", ""
    room = 150 - len((dot + ending).encode())
    return stem.encode()[: max(room, 1)].decode("utf-8", "ignore") + dot + ending
