-- Angka pokok bencana pada filter ini: jumlah yang dilaporkan dan berapa kejadian yang belum melaporkannya.
-- grain: satu baris
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- units: kejadian kejadian; kejadian_total kejadian; laporan_total laporan; desa_berpenyebut desa; terdampak_jiwa jiwa; tanpa_jiwa kejadian; terdampak_kk KK; tanpa_kk kejadian; rumah_terendam_unit rumah; tanpa_terendam kejadian; rumah_rusak_unit rumah; rusak_berat_unit rumah; rusak_sedang_unit rumah; rusak_ringan_unit rumah; tanpa_rusak kejadian; mengungsi_orang orang; tanpa_mengungsi kejadian; meninggal_orang orang; tanpa_meninggal kejadian; median_tanggap_menit menit; n_tanggap kejadian; hilang_orang orang; tanpa_hilang kejadian; luka_orang orang; tanpa_luka kejadian; setahun kejadian; setahun_lalu kejadian; tahun_ini kejadian
with terpilih as (
    select k.*,
           coalesce(k.rumah_rusak_berat_unit, k.rumah_rusak_sedang_unit, k.rumah_rusak_ringan_unit, k.rumah_rusak_tak_terklasifikasi_unit) as ada_rusak,
           case when k.lapor_pada is not null and k.terkendali_pada > k.lapor_pada
                then (extract(epoch from k.terkendali_pada) - extract(epoch from k.lapor_pada)) / 60 end as tanggap_menit
    from mart_kejadian k
    where ($dari is null or k.tanggal_sampai >= $dari)
      and ($sampai is null or k.tanggal_dari <= $sampai)
      and ($bahaya is null or k.kode_ancaman = $bahaya or k.kode_ancaman_induk = $bahaya)
      and (($kecamatan is null and $desa is null) or k.id_kejadian in (select w.id_kejadian from mart_kejadian_wilayah w where ($kecamatan is null or w.kode_kecamatan = $kecamatan)
              and ($desa is null or w.kode_desa = $desa)))
)
select count(*) as kejadian,
       (select count(*) from mart_kejadian) as kejadian_total,
       (select cast(sum(laporan) as bigint) from mart_laporan
         where butir = 'bulan' and not exists (select 1 from dataset_keadaan d where d.dataset = 'laporan' and d.baris_contoh > 0)) as laporan_total,
       (select count(distinct kode_desa) from penyebut where ukuran = 'kk' and kode_desa is not null) as desa_berpenyebut,
       cast(sum(terdampak_jiwa) as bigint) as terdampak_jiwa,
       count(*) - count(terdampak_jiwa) as tanpa_jiwa,
       cast(sum(terdampak_kk) as bigint) as terdampak_kk,
       count(*) - count(terdampak_kk) as tanpa_kk,
       cast(sum(rumah_terendam_unit) as bigint) as rumah_terendam_unit,
       count(*) - count(rumah_terendam_unit) as tanpa_terendam,
       cast(sum(case when ada_rusak is not null
                     then coalesce(rumah_rusak_berat_unit, 0) + coalesce(rumah_rusak_sedang_unit, 0)
                        + coalesce(rumah_rusak_ringan_unit, 0) + coalesce(rumah_rusak_tak_terklasifikasi_unit, 0) end) as bigint) as rumah_rusak_unit,
       cast(sum(rumah_rusak_berat_unit) as bigint) as rusak_berat_unit,
       cast(sum(rumah_rusak_sedang_unit) as bigint) as rusak_sedang_unit,
       cast(sum(rumah_rusak_ringan_unit) as bigint) as rusak_ringan_unit,
       count(*) - count(ada_rusak) as tanpa_rusak,
       cast(sum(mengungsi_orang) as bigint) as mengungsi_orang,
       count(*) - count(mengungsi_orang) as tanpa_mengungsi,
       cast(sum(meninggal_orang) as bigint) as meninggal_orang,
       count(*) - count(meninggal_orang) as tanpa_meninggal,
       cast(sum(hilang_orang) as bigint) as hilang_orang,
       count(*) - count(hilang_orang) as tanpa_hilang,
       cast(sum(luka_orang) as bigint) as luka_orang,
       count(*) - count(luka_orang) as tanpa_luka,
       cast(coalesce(sum(case when tanggal_dari > a.tanggal - interval '1 year' then 1 else 0 end), 0) as bigint) as setahun,
       cast(coalesce(sum(case when tanggal_dari > a.tanggal - interval '2 years' and tanggal_dari <= a.tanggal - interval '1 year'
                              then 1 else 0 end), 0) as bigint) as setahun_lalu,
       cast(coalesce(sum(case when tanggal_sampai >= date_trunc('year', a.tanggal) then 1 else 0 end), 0) as bigint) as tahun_ini,
       percentile_cont(0.5) within group (order by tanggap_menit) as median_tanggap_menit,
       count(tanggap_menit) as n_tanggap
from terpilih
cross join (select max(tanggal_sampai) as tanggal from mart_kejadian) as a
