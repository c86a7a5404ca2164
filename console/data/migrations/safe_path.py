"""How a function that runs with its owner's rights is declared."""

SAFE = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
