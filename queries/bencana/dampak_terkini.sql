-- Dampak tiap kejadian menurut versi terakhir yang berlaku pada satu tanggal, pada cakupan terluas; kosong tidak diisi dari versi lama.
-- grain: id
-- param: id VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- param: per DATE = NULL
-- units: versi_ke versi; meninggal_orang orang; hilang_orang orang; luka_orang orang; mengungsi_orang orang; terdampak_kk KK; terdampak_jiwa jiwa; rumah_rusak_berat_unit rumah; rumah_rusak_sedang_unit rumah; rumah_rusak_ringan_unit rumah; rumah_terendam_unit rumah; rumah_terdampak_unit rumah; lahan_ha hektare; tma_maks_cm sentimeter; kerugian_rp rupiah; bantuan_rp rupiah
with berlaku as (
    select d.*,
           case d.cakupan when 'kejadian' then 1 when 'kecamatan' then 2 else 3 end as lebar
    from dampak d
    where coalesce(d.status, 'berlaku') <> 'ditarik'
      and ($per is null or cast(d.per_pada as date) <= $per)
),
terluas as (
    select b.*, min(b.lebar) over (partition by b.id_kejadian) as lebar_terluas from berlaku b
),
terakhir as (
    select t.*, max(t.versi_ke) over (partition by t.id_kejadian) as versi_terakhir
    from terluas t
    where t.lebar = t.lebar_terluas
)
select k.id_kejadian as id,
       min(k.tanggal) as tanggal,
       min(k.kode_ancaman) as kode_ancaman,
       min(k.nama_ancaman) as nama_ancaman,
       max(d.versi_ke) as versi_ke,
       max(d.cakupan) as dasar_cakupan,
       max(d.per_pada) as per_pada,
       max(d.tahap) as tahap,
       max(d.penerbit) as penerbit,
       cast(sum(d.meninggal_orang) as bigint) as meninggal_orang,
       cast(sum(d.hilang_orang) as bigint) as hilang_orang,
       cast(sum(d.luka_orang) as bigint) as luka_orang,
       cast(sum(d.mengungsi_orang) as bigint) as mengungsi_orang,
       cast(sum(d.terdampak_kk) as bigint) as terdampak_kk,
       cast(sum(d.terdampak_jiwa) as bigint) as terdampak_jiwa,
       cast(sum(d.rumah_rusak_berat_unit) as bigint) as rumah_rusak_berat_unit,
       cast(sum(d.rumah_rusak_sedang_unit) as bigint) as rumah_rusak_sedang_unit,
       cast(sum(d.rumah_rusak_ringan_unit) as bigint) as rumah_rusak_ringan_unit,
       cast(sum(d.rumah_terendam_unit) as bigint) as rumah_terendam_unit,
       cast(sum(d.rumah_terdampak_unit) as bigint) as rumah_terdampak_unit,
       sum(d.lahan_ha) as lahan_ha,
       max(d.tma_maks_cm) as tma_maks_cm,
       cast(sum(d.kerugian_rp) as bigint) as kerugian_rp,
       cast(sum(d.bantuan_rp) as bigint) as bantuan_rp,
       max(d.sumber_url) as sumber_url
from mart_kejadian k
join terakhir d on d.id_kejadian = k.id_kejadian and d.versi_ke = d.versi_terakhir
where ($id is null or k.id_kejadian = $id)
  and ($bahaya is null or k.kode_ancaman = $bahaya or k.kode_ancaman_induk = $bahaya)
group by k.id_kejadian
order by min(k.tanggal_dari) desc, k.id_kejadian desc
