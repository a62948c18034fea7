-- Layak menurut desil tiap program pada satu tahun kalender, yang tercatat menerima dan yang belum, dihitung per keluarga atau per orang menurut satuan programnya; tanpa batas desil atau tanpa penyaluran tercatat berarti tanpa angka.
-- grain: kode_program
-- param: kecamatan VARCHAR = NULL
-- param: per DATE = NULL
-- units: layak keluarga atau orang; terlayani keluarga atau orang; belum_terlayani keluarga atau orang; terlayani_rangkap keluarga atau orang; tidak_layak_menerima keluarga atau orang; tidak_diketahui keluarga atau orang
with isi as (
    select kode_program, kelayakan, menerima, rangkap,
           case when $kecamatan is null or kode_kecamatan = $kecamatan then 1 else 0 end as di_sini
    from mart_sasaran
    where tahun = coalesce(cast(extract(year from cast($per as date)) as integer), (select max(tahun) from mart_sasaran))
),
hitung as (
    select kode_program,
           sum(case when kelayakan = 'layak' then di_sini else 0 end) as layak,
           sum(case when kelayakan = 'layak' and menerima = 1 then di_sini else 0 end) as terlayani,
           sum(case when kelayakan = 'layak' and menerima = 0 then di_sini else 0 end) as belum_terlayani,
           sum(case when kelayakan = 'layak' and menerima = 1 and rangkap = 1 then di_sini else 0 end) as terlayani_rangkap,
           sum(case when kelayakan = 'tidak_layak' and menerima = 1 then di_sini else 0 end) as tidak_layak_menerima,
           sum(case when kelayakan = 'tidak_diketahui' then di_sini else 0 end) as tidak_diketahui
    from isi
    group by kode_program
)
select p.kode as kode_program, cast(h.layak as bigint) as layak, cast(h.terlayani as bigint) as terlayani,
       cast(h.belum_terlayani as bigint) as belum_terlayani, cast(h.terlayani_rangkap as bigint) as terlayani_rangkap,
       cast(h.tidak_layak_menerima as bigint) as tidak_layak_menerima, cast(h.tidak_diketahui as bigint) as tidak_diketahui
from ref_program_bansos p
left join hitung h on h.kode_program = p.kode
order by p.kode
