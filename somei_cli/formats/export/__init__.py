"""The formats of exports: JSON, CSV, linked data, OParl, Akoma Ntoso, DCAT-AP."""
