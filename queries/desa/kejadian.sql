-- Kejadian yang menyentuh tiap desa, yang terbaru di atas: angka desa itu sendiri bila dilaporkan, di samping angka seluruh kejadian; satu kejadian di beberapa desa tampil di tiap desanya.
-- grain: kode_desa, id_kejadian
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- units: desa desa; setahun 1 = ya; meninggal_orang orang; hilang_orang orang; luka_orang orang; mengungsi_orang orang; terdampak_kk KK; terdampak_jiwa jiwa; rumah_rusak_berat_unit rumah; rumah_terendam_unit rumah; di_meninggal_orang orang; di_hilang_orang orang; di_luka_orang orang; di_mengungsi_orang orang; di_terdampak_kk KK; di_terdampak_jiwa jiwa; di_rumah_rusak_berat_unit rumah; di_rumah_terendam_unit rumah
with tempat as (
    select distinct w.id_kejadian, w.kode_desa
    from mart_kejadian_wilayah w
    where w.kode_desa is not null
      and ($kecamatan is null or w.kode_kecamatan = $kecamatan)
      and ($desa is null or w.kode_desa = $desa)
),
batas as (
    select cast(max(tanggal_sampai) - interval '1 year' as date) as dari from mart_kejadian
),
di_desa as (
    select m.*, row_number() over (partition by m.id_kejadian, m.kode_desa order by m.versi_ke desc, m.run desc, m.baris desc) as ke
    from dampak m
    where m.cakupan = 'desa' and coalesce(m.status, 'berlaku') <> 'ditarik'
)
select t.kode_desa, e.id_kejadian, e.tanggal, e.tanggal_dari, e.tanggal_sampai, e.nama_ancaman, e.desa,
       case when e.tanggal_dari > b.dari then 1 else 0 end as setahun,
       e.meninggal_orang, e.hilang_orang, e.luka_orang, e.mengungsi_orang, e.terdampak_kk, e.terdampak_jiwa,
       e.rumah_rusak_berat_unit, e.rumah_terendam_unit,
       m.meninggal_orang as di_meninggal_orang, m.hilang_orang as di_hilang_orang, m.luka_orang as di_luka_orang,
       m.mengungsi_orang as di_mengungsi_orang, m.terdampak_kk as di_terdampak_kk, m.terdampak_jiwa as di_terdampak_jiwa,
       m.rumah_rusak_berat_unit as di_rumah_rusak_berat_unit, m.rumah_terendam_unit as di_rumah_terendam_unit
from tempat t
join mart_kejadian e on e.id_kejadian = t.id_kejadian
cross join batas b
left join di_desa m on m.id_kejadian = t.id_kejadian and m.kode_desa = t.kode_desa and m.ke = 1
order by t.kode_desa, e.tanggal_dari desc, e.id_kejadian desc
