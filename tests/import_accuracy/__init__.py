"""How right the importer reads: cover pages like those of the world, damaged as sites and scanners damage them."""
