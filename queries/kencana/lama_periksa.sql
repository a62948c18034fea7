-- Lama dari diunggah sampai diputuskan per peran pemutus (Kaplan-Meier): yang masih menunggu ikut dihitung sampai hari itu.
-- grain: seri, jam
-- param: per DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- units: jam jam; persen persen; putaran putaran; diputuskan putaran; menunggu putaran
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'kencana'
),
putaran as (
    -- Putusan sesudah tanggal keadaan belum terjadi; bukti yang dicabut berhenti diamati saat dicabut.
    select case when cast(p.selesai_pada as date) <= t.per and p.hasil <> 'kosong' then 1 else 0 end as putus,
           case when cast(p.selesai_pada as date) <= t.per and p.hasil <> 'kosong' then p.peran
                when cast(p.diambil_pada as date) <= t.per then p.diambil_peran end as peran,
           greatest(
               (case when cast(p.selesai_pada as date) <= t.per then extract(epoch from p.selesai_pada)
                     else extract(epoch from cast(t.per + 1 as timestamp)) end
                - extract(epoch from p.mulai_pada)) / 3600,
               0.1
           ) as jam
    from mart_pemeriksaan p
    cross join tanggal t
    where cast(p.mulai_pada as date) <= t.per and ($kecamatan is null or p.kode_kecamatan = $kecamatan)
),
berseri as (
    select 'semua' as seri, putus, jam from putaran
    union all
    select peran as seri, putus, jam from putaran where peran is not null
),
saat as (
    select seri, jam, sum(putus) as d, count(*) as keluar from berseri group by seri, jam
),
risiko as (
    select seri, jam, d,
           sum(keluar) over (partition by seri) as total,
           sum(d) over (partition by seri) as total_putus,
           sum(keluar) over (partition by seri order by jam desc rows unbounded preceding) as n,
           max(jam) over (partition by seri) as terakhir
    from saat
),
bertahan as (
    select seri, jam, d, total, total_putus, terakhir,
           max(case when d = n then 1 else 0 end) over (partition by seri order by jam rows unbounded preceding) as habis,
           sum(case when d < n then ln(1 - 1.0 * d / nullif(n, 0)) else 0 end)
               over (partition by seri order by jam rows unbounded preceding) as ln_sisa
    from risiko
)
select seri, jam, 100 * (1 - case when habis = 1 then 0 else exp(ln_sisa) end) as persen,
       cast(total as bigint) as putaran, cast(total_putus as bigint) as diputuskan,
       cast(total - total_putus as bigint) as menunggu
from bertahan
where d > 0 or jam = terakhir
order by seri, jam
