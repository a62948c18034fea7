-- Kejadian tiap kecamatan; satu kejadian dapat mengenai beberapa kecamatan, kosong berarti tidak ada kejadian yang tercatat.
-- grain: kode_kecamatan
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- units: kejadian kejadian
select r.kode as kode_kecamatan,
       r.nama as nama_kecamatan,
       count(distinct w.id_kejadian) as kejadian
from ref_kecamatan r
left join mart_kejadian_wilayah w
       on w.kode_kecamatan = r.kode
      and ($dari is null or w.tanggal_sampai >= $dari)
      and ($sampai is null or w.tanggal_dari <= $sampai)
      and ($bahaya is null or w.kode_ancaman = $bahaya or w.kode_ancaman_induk = $bahaya)
      and ($desa is null or w.kode_desa = $desa)
where ($kecamatan is null or r.kode = $kecamatan)
group by r.kode, r.nama
order by count(distinct w.id_kejadian) desc, r.nama
