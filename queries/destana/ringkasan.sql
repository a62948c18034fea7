-- Desa yang sudah berkonsultasi pada tahun data terakhir terhadap seluruh desa, dan konsultasi yang belum dijawab.
-- grain: satu baris
-- units: nilai desa; dari desa; batang_persen persen; garis_persen persen; belum desa; terbuka konsultasi
with akhir as (
    select cast(max(masuk_pada) as date) as per from konsultasi
),
desa as (
    select count(*) as n from ref_desa where kode_kecamatan in (select kode_kecamatan from konsultasi)
),
hitung as (
    select count(distinct k.kode_desa) as n
    from konsultasi k
    cross join akhir a
    where extract(year from k.masuk_pada) = extract(year from a.per)
),
pernah as (
    select count(distinct kode_desa) as n, sum(case when dijawab_pada is null then 1 else 0 end) as terbuka from konsultasi
),
sasaran as (
    select max(s.nilai) as nilai, max(s.periode_dari) as dari, max(s.periode_sampai) as sampai
    from target s
    cross join akhir a
    where s.program = 'destana' and s.indikator = 'desa_aktif' and a.per between s.periode_dari and s.periode_sampai
)
select h.n as nilai,
       'dari' as bentuk,
       d.n as dari,
       100.0 * h.n / nullif(coalesce(s.nilai, d.n), 0) as batang_persen,
       100.0 * (a.per - s.dari) / nullif(s.sampai - s.dari, 0) as garis_persen,
       case when s.nilai is not null then 'seharusnya' end as garis_kata,
       d.n - p.n as belum,
       cast(coalesce(p.terbuka, 0) as bigint) as terbuka
from hitung h
cross join desa d
cross join pernah p
cross join sasaran s
cross join akhir a
