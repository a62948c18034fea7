"""The same figure on screen, on paper and in a workbook."""
