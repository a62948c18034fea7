-- Penerima unik, keluarga, kunjungan dan desa yang didatangi pada filter ini; orang, keluarga, layanan dan kunjungan tidak dijumlahkan.
-- grain: satu baris
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- units: penerima orang; penerima_total orang; keluarga keluarga; tanpa_kk orang; layanan layanan; hari_kunjungan kunjungan; desa_didatangi desa; desa_total desa; tanpa_nik orang; tempat kecamatan
with terpilih as (
    select tanggal, kode_desa, orang_ke, keluarga_ke, tanpa_nik, layanan
    from mart_kunjungan_orang
    where ($dari is null or tanggal >= $dari)
      and ($sampai is null or tanggal <= $sampai)
      and ($kecamatan is null or kode_kecamatan = $kecamatan)
      and ($desa is null or kode_desa = $desa)
),
tempat as (
    select count(distinct k.kode) as jumlah, max(k.nama) as nama
    from ref_kecamatan k
    where k.kode in (select kode_kecamatan from mart_layanan_hari)
)
select count(distinct orang_ke) as penerima,
       (select count(*) from mart_penerima_pertama) as penerima_total,
       count(distinct keluarga_ke) as keluarga,
       count(distinct orang_ke) - count(distinct case when keluarga_ke is not null then orang_ke end) as tanpa_kk,
       cast(coalesce(sum(layanan), 0) as bigint) as layanan,
       (select count(*) from (select distinct kode_desa, tanggal from terpilih) as hari) as hari_kunjungan,
       count(distinct kode_desa) as desa_didatangi,
       (select count(*) from ref_desa
        where kode_kecamatan in (select kode_kecamatan from mart_layanan_hari)
          and ($kecamatan is null or kode_kecamatan = $kecamatan) and ($desa is null or kode = $desa)) as desa_total,
       count(distinct case when tanpa_nik = 1 then orang_ke end) as tanpa_nik,
       (select jumlah from tempat) as tempat,
       (select case when jumlah = 1 then nama end from tempat) as nama_tempat
from terpilih
