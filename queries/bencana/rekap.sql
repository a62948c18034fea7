-- Rekap musim atau tahun yang diberitakan: catatan, tidak dihitung sebagai kejadian.
-- grain: id
-- units: lahan_ha hektare
select k.id_kejadian as id, k.tanggal_dari, k.tanggal_sampai, k.presisi_tanggal, a.nama_pendek as nama_ancaman,
       k.kecamatan_disebut, d.lahan_ha, k.catatan, k.sumber_url
from kejadian k
left join ref_ancaman a on a.kode = k.kode_ancaman
left join dampak d on d.id_kejadian = k.id_kejadian and d.cakupan = 'kejadian'
where k.lingkup = 'rekap'
order by k.id_kejadian
