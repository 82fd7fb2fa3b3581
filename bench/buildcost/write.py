"""`write.py GENERATOR MODELS FOLDER` writes a generated crate, and prints its name and its two edits as JSON."""

import importlib
import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True
generator = importlib.import_module(sys.argv[1])
folder = Path(sys.argv[3])
for name, text in generator.files(int(sys.argv[2])).items():
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
print(json.dumps({"name": generator.NAME, "edits": [generator.EDIT_VIEW, generator.EDIT_TEMPLATE]}))
