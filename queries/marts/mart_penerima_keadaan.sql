-- Keadaan tiap orang dalam register penerima dari tanggal sampai sebelum tanggal berikutnya; desanya yang terakhir dicatat.
-- grain: pid, dari
-- units: dikunjungi 1 = ya
with harian as (
    select pid, kode_kecamatan, kode_desa, status, tanggal_status as dari,
           row_number() over (partition by pid, tanggal_status order by run desc, baris desc) as urut
    from penerima
),
rentang as (
    select pid, status, dari,
           first_value(kode_kecamatan) over (partition by pid order by dari desc) as kode_kecamatan,
           first_value(kode_desa) over (partition by pid order by dari desc) as kode_desa,
           lead(dari) over (partition by pid order by dari) as sampai
    from harian
    where urut = 1
),
terlihat as (
    select distinct pid from kunjungan
)
select r.pid, r.kode_kecamatan, r.kode_desa, r.status, r.dari, r.sampai,
       max(case when r.status = 'aktif' then r.sampai end)
           over (partition by r.pid order by r.dari rows between unbounded preceding and 1 preceding) as aktif_sampai,
       case when t.pid is null then 0 else 1 end as dikunjungi
from rentang r
left join terlihat t on t.pid = r.pid
order by r.pid, r.dari
