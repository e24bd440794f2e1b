"""Files to Documents: formats, decoding, parts, page furniture, repeats, corpus.yaml."""
