-- Pasangan samaran dengan nama, tanggal lahir dan desa yang sama di register mana pun: mungkin satu orang, diperiksa petugas, tidak digabung sendiri.
-- grain: samaran_a, samaran_b
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
with tercatat as (
    select pid, pid_nama, pid_dasar, kode_desa, tanggal_kunjungan as tanggal, 'kunjungan' as register from kunjungan
    union all
    select pid, pid_nama, pid_dasar, kode_desa, tanggal_status, 'penerima' from penerima
    union all
    select pid, pid_nama, pid_dasar, kode_desa, tanggal_salur, 'penerimaan' from penerimaan
    union all
    select pid, pid_nama, pid_dasar, kode_desa, cast(masuk_pada as date), 'kasus' from kasus
),
orang as (
    select pid_nama, pid, min(pid_dasar) as dasar, min(kode_desa) as kode_desa, min(tanggal) as pertama,
           case when min(register) = max(register) then min(register) else 'beberapa register' end as register
    from tercatat
    where pid is not null and pid_nama is not null
    group by pid_nama, pid
)
select a.pid as samaran_a, b.pid as samaran_b, d.nama as nama_desa, a.dasar as dasar_a, b.dasar as dasar_b,
       a.register as register_a, b.register as register_b, a.pertama as pertama_a, b.pertama as pertama_b
from orang a
join orang b on b.pid_nama = a.pid_nama and b.pid > a.pid
left join ref_desa d on d.kode = a.kode_desa
where ($kecamatan is null or d.kode_kecamatan = $kecamatan)
  and ($desa is null or a.kode_desa = $desa)
order by d.nama, a.pid, b.pid
