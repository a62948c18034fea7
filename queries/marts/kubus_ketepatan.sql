-- Keluarga atau orang menurut program berbatas desil, kelayakan menurut desil dan penerimaan, pada tahun kalender terakhir.
-- grain: tabel, tahun, kode_program, kelayakan, penerimaan
-- made: semua
-- after: mart_sasaran
-- publish: tahun+kode_program, tahun+kode_program+kelayakan, tahun+kode_program+kelayakan+penerimaan
-- units: jumlah keluarga atau orang
select cast(tahun as varchar) as tahun, kode_program, kelayakan,
       case when menerima = 1 then 'menerima' else 'tidak' end as penerimaan, count(*) as jumlah
from mart_sasaran
where tahun = (select max(tahun) from mart_sasaran)
group by tahun, kode_program, kelayakan, case when menerima = 1 then 'menerima' else 'tidak' end
