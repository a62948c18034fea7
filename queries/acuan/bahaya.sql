-- Bahaya yang tercatat pada kejadian, beserta induknya; memilih induk mencakup semua anaknya.
-- grain: kode
-- units: kejadian kejadian
with terpakai as (
    select kode_ancaman as kode from mart_kejadian
    union
    select kode_ancaman_induk as kode from mart_kejadian where kode_ancaman_induk is not null
)
select a.kode, a.nama_pendek as nama, a.huruf, a.warna,
       (select count(*) from mart_kejadian k where k.kode_ancaman = a.kode or k.kode_ancaman_induk = a.kode) as kejadian
from ref_ancaman a
join terpakai t on t.kode = a.kode
order by a.kode
