-- Dampak yang ditampilkan untuk tiap kejadian: versi terakhir yang tidak ditarik pada cakupan terluas, satu baris utuh.
-- grain: id_kejadian
-- units: versi_ke versi; meninggal_orang orang; hilang_orang orang; luka_orang orang; mengungsi_orang orang; terdampak_kk KK; terdampak_jiwa jiwa; rumah_rusak_berat_unit rumah; rumah_rusak_sedang_unit rumah; rumah_rusak_ringan_unit rumah; rumah_rusak_tak_terklasifikasi_unit rumah; rumah_terendam_unit rumah; rumah_terdampak_unit rumah; lahan_ha hektare; tma_maks_cm sentimeter; kerugian_rp rupiah; bantuan_rp rupiah
with berlaku as (
    select d.*,
           case d.cakupan when 'kejadian' then 1 when 'kecamatan' then 2 else 3 end as lebar
    from dampak d
    where coalesce(d.status, 'berlaku') <> 'ditarik'
),
terluas as (
    select b.*,
           min(b.lebar) over (partition by b.id_kejadian) as lebar_terluas
    from berlaku b
),
terakhir as (
    select t.*,
           max(t.versi_ke) over (partition by t.id_kejadian) as versi_terakhir
    from terluas t
    where t.lebar = t.lebar_terluas
)
select id_kejadian,
       max(cakupan) as dasar_cakupan,
       max(versi_ke) as versi_ke,
       max(per_pada) as per_pada,
       max(tahap) as tahap,
       max(penerbit) as penerbit,
       max(sumber_url) as sumber_url,
       cast(sum(meninggal_orang) as bigint) as meninggal_orang,
       cast(sum(hilang_orang) as bigint) as hilang_orang,
       cast(sum(luka_orang) as bigint) as luka_orang,
       cast(sum(mengungsi_orang) as bigint) as mengungsi_orang,
       cast(sum(terdampak_kk) as bigint) as terdampak_kk,
       cast(sum(terdampak_jiwa) as bigint) as terdampak_jiwa,
       cast(sum(rumah_rusak_berat_unit) as bigint) as rumah_rusak_berat_unit,
       cast(sum(rumah_rusak_sedang_unit) as bigint) as rumah_rusak_sedang_unit,
       cast(sum(rumah_rusak_ringan_unit) as bigint) as rumah_rusak_ringan_unit,
       cast(sum(rumah_rusak_tak_terklasifikasi_unit) as bigint) as rumah_rusak_tak_terklasifikasi_unit,
       cast(sum(rumah_terendam_unit) as bigint) as rumah_terendam_unit,
       cast(sum(rumah_terdampak_unit) as bigint) as rumah_terdampak_unit,
       sum(lahan_ha) as lahan_ha,
       max(tma_maks_cm) as tma_maks_cm,
       cast(sum(kerugian_rp) as bigint) as kerugian_rp,
       cast(sum(bantuan_rp) as bigint) as bantuan_rp
from terakhir
where versi_ke = versi_terakhir
group by id_kejadian
order by id_kejadian
