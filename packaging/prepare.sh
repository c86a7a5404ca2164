# Sets up what ./run and ./test need. Sourced by both, from the repository's folder.

VENV=.venv
QT_PACKAGES="libgl1 libegl1 libxkbcommon0 libxkbcommon-x11-0 libglib2.0-0 libfontconfig1 libfreetype6 libdbus-1-3 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1"
QT_LIBRARIES="libGL.so.1 libEGL.so.1 libxkbcommon.so.0 libxkbcommon-x11.so.0 libglib-2.0.so.0 libfontconfig.so.1 libfreetype.so.6 libdbus-1.so.3 libxcb-cursor.so.0 libxcb-icccm.so.4 libxcb-keysyms.so.1 libxcb-shape.so.0 libxcb-xkb.so.1"

say() { printf '%s\n' "$*" >&2; }

# Installs Debian packages as root; otherwise prints the one line to type, and ends.
install_packages() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        say "Installing from Debian: $*"
        apt-get update -qq >/dev/null
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
    else
        say "Missing system packages. Type this, then try again:"
        say "    sudo apt-get install $*"
        exit 2
    fi
}

find_python() {
    local name
    for name in python3 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null && "$name" -c \
            'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then
            printf '%s' "$name"
            return
        fi
    done
    say "Python 3.11, 3.12 or 3.13 is needed; none was found."
    exit 2
}

# The virtual environment with exactly what LOCK names; nothing happens when it is there already.
prepare_python() { # LOCK
    local lock=$1 stamp
    stamp=$(cat "$lock" pyproject.toml | cksum)
    if [ "$(cat "$VENV/.${lock##*/}" 2>/dev/null)" = "$stamp" ]; then return; fi
    if [ ! -x "$VENV/bin/python" ]; then
        local python
        python=$(find_python)
        "$python" -c 'import ensurepip' 2>/dev/null || install_packages python3-venv
        say "Making a virtual environment in $VENV …"
        "$python" -m venv "$VENV"
    fi
    say "Installing what $lock names …"
    "$VENV/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r "$lock"
    "$VENV/bin/python" -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
    printf '%s' "$stamp" >"$VENV/.${lock##*/}"
}

# The system libraries that Qt loads, where this is a Linux that lacks some.
prepare_qt() {
    [ "$(uname -s)" = Linux ] || return 0
    local known library
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null) || return 0
    for library in $QT_LIBRARIES; do
        case "$known" in
        *"$library"*) ;;
        *)
            # shellcheck disable=SC2086
            install_packages $QT_PACKAGES
            return
            ;;
        esac
    done
}
