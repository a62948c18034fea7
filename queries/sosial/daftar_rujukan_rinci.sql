-- Rujukan aktif satu per satu pada satu tanggal, yang paling lama pada keadaan terakhirnya lebih dahulu; untuk pengelola rujukan, paling banyak 200 baris.
-- grain: id_rujukan
-- param: per DATE = NULL
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: hari_kerja hari kerja
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
terakhir as (
    select r.id_rujukan, r.id_kasus, r.instansi_tujuan, r.status, cast(r.status_pada as date) as sejak,
           row_number() over (partition by r.id_rujukan order by r.status_pada desc, r.baris desc) as urut
    from rujukan r
    cross join tanggal t
    where cast(r.status_pada as date) <= t.per
)
select x.id_rujukan, x.id_kasus, c.nama as nama_kecamatan, a.kategori, x.instansi_tujuan as instansi, x.status, x.sejak, kini.ke - dulu.ke as hari_kerja
from terakhir x
join mart_kasus k on k.id_kasus = x.id_kasus
join kasus a on a.id_kasus = x.id_kasus
left join ref_kecamatan c on c.kode = k.kode_kecamatan
cross join tanggal t
join mart_hari_kerja kini on kini.tanggal = t.per
join mart_hari_kerja dulu on dulu.tanggal = x.sejak
where x.urut = 1 and x.status in ('dikirim', 'diterima', 'diproses')
  and ($kecamatan is null or k.kode_kecamatan = $kecamatan)
  and ($dari is null or k.masuk_tanggal >= $dari)
  and ($sampai is null or k.masuk_tanggal <= $sampai)
order by hari_kerja desc, x.id_rujukan
limit 200
