-- Desa dengan orang yang mungkin sama: dua samaran dengan nama, tanggal lahir dan desa yang sama; diperiksa, tidak digabung sendiri.
-- grain: kode
-- param: ambang DOUBLE = NULL
-- param: per DATE = NULL
-- units: nilai pasangan
with orang as (
    select pid, pid_nama, kode_desa, tanggal_kunjungan as tanggal from kunjungan
    where pid_nama is not null and ($per is null or tanggal_kunjungan <= $per)
    union all
    select pid, pid_nama, kode_desa, tanggal_status from penerima
    where pid_nama is not null and ($per is null or tanggal_status <= $per)
),
satu as (
    select pid_nama, pid, min(kode_desa) as kode_desa, min(tanggal) as tanggal from orang group by pid_nama, pid
),
kelompok as (
    select pid_nama, min(kode_desa) as kode_desa, count(*) as samaran, max(tanggal) as sejak
    from satu
    group by pid_nama
    having count(*) > 1
)
select d.kode, d.nama, cast(sum(k.samaran * (k.samaran - 1) / 2) as bigint) as nilai, min(k.sejak) as sejak
from kelompok k
join ref_desa d on d.kode = k.kode_desa
group by d.kode, d.nama
having sum(k.samaran * (k.samaran - 1) / 2) >= coalesce($ambang, 1)
order by nilai desc, d.kode
