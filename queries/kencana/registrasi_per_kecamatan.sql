-- Isian registrasi yang terisi dari yang diminta, di samping bukti yang berlaku dari yang wajib: dua ukuran, tidak digabung.
-- grain: kode_kecamatan
-- param: per DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: isian_terisi isian; isian_diminta isian; isian_persen persen; berlaku bukti; wajib bukti; berlaku_persen persen
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
),
isian as (
    select r.kode_kecamatan, r.isian, r.nilai,
           row_number() over (partition by r.kode_kecamatan, r.isian order by r.diisi_pada desc, r.baris desc) as urut
    from registrasi_kencana r
    cross join tanggal t
    where cast(r.diisi_pada as date) <= t.per
),
diminta as (
    select count(distinct isian) as n from isian
),
terisi as (
    select k.kode as kode_kecamatan, count(i.isian) as n,
           (select string_agg(d.isian, ', ' order by d.isian)
            from (select distinct isian from isian) d
            left join isian a on a.isian = d.isian and a.kode_kecamatan = k.kode and a.urut = 1 and trim(coalesce(a.nilai, '')) <> ''
            where a.isian is null) as belum
    from ref_kecamatan k
    left join isian i on i.kode_kecamatan = k.kode and i.urut = 1 and trim(coalesce(i.nilai, '')) <> ''
    group by k.kode
),
sel as (
    select k.kode as kode_kecamatan, k.nama as nama_kecamatan, i.kode as kode_indikator,
           coalesce(s.keadaan, 'kosong') as keadaan
    from ref_kecamatan k
    cross join tanggal t
    join mart_indikator_rentang i on i.dihitung and i.dari <= t.per and (i.sampai is null or i.sampai > t.per)
    left join mart_sel_rentang s on s.kode_kecamatan = k.kode and s.kode_indikator = i.kode
         and s.dari <= t.per and (s.sampai is null or s.sampai > t.per)
    where $kecamatan is null or k.kode = $kecamatan
),
bukti_kecamatan as (
    select kode_kecamatan,
           cast(sum(case when keadaan = 'disetujui' then 1 else 0 end) as bigint) as berlaku,
           cast(sum(case when keadaan <> 'tidak_berlaku' then 1 else 0 end) as bigint) as wajib
    from sel
    group by kode_kecamatan
)
select k.kode as kode_kecamatan, k.nama as nama_kecamatan, k.singkatan,
       case when d.n > 0 then t.n end as isian_terisi, nullif(d.n, 0) as isian_diminta,
       100.0 * t.n / nullif(d.n, 0) as isian_persen, t.belum as isian_kosong,
       b.berlaku, b.wajib, 100.0 * b.berlaku / nullif(b.wajib, 0) as berlaku_persen
from ref_kecamatan k
cross join diminta d
join terisi t on t.kode_kecamatan = k.kode
left join bukti_kecamatan b on b.kode_kecamatan = k.kode
where $kecamatan is null or k.kode = $kecamatan
order by k.nama
