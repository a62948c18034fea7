-- Catatan pada grafik yang cocok dengan program, wilayah dan periode, dengan penulis dan tanggalnya.
-- grain: id_catatan
-- param: program VARCHAR = NULL
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
select c.id_catatan, c.program, c.indikator, c.kode_kecamatan, c.kode_desa, c.tanggal_dari, c.tanggal_sampai, c.teks, c.dicatat_pada,
       c.oleh_peran, c.sumber_url
from catatan c
where ($program is null or c.program is null or c.program in ('umum', $program))
  and ($dari is null or coalesce(c.tanggal_sampai, c.tanggal_dari) >= $dari)
  and ($sampai is null or c.tanggal_dari <= $sampai)
  and ($kecamatan is null or c.kode_kecamatan is null or c.kode_kecamatan = $kecamatan)
  and ($desa is null or c.kode_desa is null or c.kode_desa = $desa)
order by c.tanggal_dari, c.id_catatan
