-- Keluarga tiap kecamatan menurut kelayakan pada program berbatas desil mana pun dan penerimaannya, pada tahun kalender terakhir.
-- grain: tabel, tahun, kode_kecamatan, keadaan
-- made: semua
-- after: mart_sasaran
-- publish: tahun+keadaan, tahun+kode_kecamatan, tahun+kode_kecamatan+keadaan
-- units: jumlah keluarga
with keluarga as (
    select tahun, keluarga, max(kode_kecamatan) as kode_kecamatan,
           max(case when kelayakan = 'layak' then 1 else 0 end) as layak,
           max(case when kelayakan = 'tidak_diketahui' then 1 else 0 end) as gelap,
           max(menerima) as menerima
    from mart_sasaran
    where tahun = (select max(tahun) from mart_sasaran)
    group by tahun, keluarga
)
select cast(tahun as varchar) as tahun, kode_kecamatan,
       case when layak = 1 and menerima = 1 then 'terlayani'
            when layak = 1 then 'belum_terlayani'
            when gelap = 1 then 'tidak_diketahui'
            else 'tidak_layak' end as keadaan,
       count(*) as jumlah
from keluarga
group by tahun, kode_kecamatan,
         case when layak = 1 and menerima = 1 then 'terlayani'
              when layak = 1 then 'belum_terlayani'
              when gelap = 1 then 'tidak_diketahui'
              else 'tidak_layak' end
