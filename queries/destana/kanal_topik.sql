-- Konsultasi menurut topik, tahap bencana dan kanal.
-- grain: topik, tahap, kanal
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: desa VARCHAR = NULL
-- units: konsultasi konsultasi
select topik, coalesce(tahap, 'tidak disebut') as tahap, coalesce(kanal, 'tidak disebut') as kanal, count(*) as konsultasi
from konsultasi
where ($dari is null or cast(masuk_pada as date) >= $dari)
  and ($sampai is null or cast(masuk_pada as date) <= $sampai)
  and ($desa is null or kode_desa = $desa)
group by topik, coalesce(tahap, 'tidak disebut'), coalesce(kanal, 'tidak disebut')
order by topik, tahap, kanal
