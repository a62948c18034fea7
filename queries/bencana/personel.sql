-- Personel dan kendaraan menurut unsur pada tanggal terakhir yang dilaporkan; yang siaga disebut terpisah dari yang dikirim.
-- grain: unsur
-- param: per DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: personel_orang orang; siaga_orang orang; kendaraan_unit unit; pos pos
with akhir as (
    select max(tanggal) as tanggal from personel where ($per is null or tanggal <= $per) and ($kecamatan is null or kode_kecamatan = $kecamatan)
)
select p.unsur, cast(sum(p.personel_orang) as bigint) as personel_orang, cast(sum(p.siaga_orang) as bigint) as siaga_orang,
       cast(sum(p.kendaraan_unit) as bigint) as kendaraan_unit, count(distinct p.pos) as pos, max(p.tanggal) as tanggal
from personel p
join akhir a on a.tanggal = p.tanggal
where ($kecamatan is null or p.kode_kecamatan = $kecamatan)
group by p.unsur
order by sum(p.personel_orang) desc nulls last, p.unsur
