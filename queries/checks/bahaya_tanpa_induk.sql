-- Bahaya acuan yang induknya tidak ada.
-- grain: kode
select a.kode, a.nama, a.induk
from ref_ancaman a
left join ref_ancaman i on i.kode = a.induk
where a.induk is not null and i.kode is null
order by a.kode
