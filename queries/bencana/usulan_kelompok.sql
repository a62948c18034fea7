-- Usulan penggabungan terbaru, paling banyak 200: bahaya sama, desa sama atau paling jauh 1,5 km, selisih paling lama 24 jam; keputusan tetap pada orang.
-- grain: id_laporan
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- units: selisih_jam jam; jarak_km kilometer
select m.id_laporan, m.lapor_pada, m.tanggal, a.nama_pendek as nama_ancaman, d.nama as nama_desa, k.nama as nama_kecamatan,
       m.id_pasangan, m.id_kejadian, p.lapor_pada as pasangan_lapor_pada, m.selisih_jam, m.jarak_km
from (
    select u.*, coalesce(i.induk, '') as kode_ancaman_induk
    from mart_laporan_usulan u
    left join ref_ancaman i on i.kode = u.kode_ancaman
) as m
join ref_ancaman a on a.kode = m.kode_ancaman
join mart_laporan_proses p on p.id_laporan = m.id_pasangan
left join ref_desa d on d.kode = m.kode_desa
left join ref_kecamatan k on k.kode = m.kode_kecamatan
where ($dari is null or m.tanggal >= $dari)
      and ($sampai is null or m.tanggal <= $sampai)
      and ($kecamatan is null or m.kode_kecamatan = $kecamatan)
      and ($desa is null or m.kode_desa = $desa)
      and ($bahaya is null or m.kode_ancaman = $bahaya or m.kode_ancaman_induk = $bahaya)
order by m.lapor_pada desc, m.id_laporan
limit 200
