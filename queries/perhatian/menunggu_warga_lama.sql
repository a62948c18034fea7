-- Kasus yang dijeda menunggu warga lebih dari sekian hari; sejak = hari pertama lewat batas itu.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: hari_ini DATE = NULL
-- units: nilai hari
with tanggal as (
    select coalesce(cast($hari_ini as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
kini as (
    select r.id_kasus as kode, k.nama, r.kode_kecamatan, r.status, r.batas_hari_kerja, r.dari, t.per, kini.ke - masuk.ke as umur_hari_kerja
    from mart_kasus_rentang r
    join ref_kecamatan k on k.kode = r.kode_kecamatan
    cross join tanggal t
    join mart_hari_kerja kini on kini.tanggal = t.per
    join mart_hari_kerja masuk on masuk.tanggal = r.masuk_tanggal
    where r.dari <= t.per and (r.sampai is null or r.sampai > t.per) and r.terbuka = 1
)
select kode, nama, per - dari as nilai, dari + cast(floor(coalesce($ambang, 0)) as integer) + 1 as sejak, kode_kecamatan
from kini
where status = 'menunggu_warga' and per - dari > coalesce($ambang, 0)
order by nilai desc, kode
