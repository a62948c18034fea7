-- Putusan pengelompokan laporan ke kejadian, yang terbaru dulu; putusan lama tetap tercatat.
-- grain: id_laporan, id_kejadian, dicatat_pada
select g.id_laporan, g.id_kejadian, g.dicatat_pada
from kelompok_laporan g
order by g.dicatat_pada desc, g.id_laporan, g.id_kejadian
