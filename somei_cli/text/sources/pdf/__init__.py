"""PDF to lines: what stands where on its pages."""
