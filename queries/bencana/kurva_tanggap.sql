-- Bagian laporan yang sudah ditanggapi dalam sekian jam per bahaya; yang belum dihitung sampai umurnya (Kaplan-Meier).
-- grain: nama_ancaman, jam
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: bahaya VARCHAR = NULL
-- param: dasar VARCHAR = kejadian
-- param: jam VARCHAR = lapor
-- units: jam jam; persen persen; n laporan; belum laporan; terbalik laporan
with terpilih as (
    select coalesce(i.nama_pendek, a.nama_pendek) as nama_ancaman, coalesce(i.warna, a.warna) as warna,
           case when $jam = 'kejadian' then m.tanggap_kejadian_menit else m.tanggap_menit end as tanggap,
           case when $jam = 'kejadian' then m.umur_kejadian_menit else m.umur_menit end as umur
    from mart_laporan_proses m
    join ref_ancaman a on a.kode = m.kode_ancaman
    left join ref_ancaman i on i.kode = m.kode_ancaman_induk
    where ($dari is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end >= $dari)
      and ($sampai is null or case $dasar when 'lapor' then m.lapor_tanggal when 'verifikasi' then m.verifikasi_tanggal else m.tanggal end <= $sampai)
      and ($kecamatan is null or m.kode_kecamatan = $kecamatan)
      and ($desa is null or m.kode_desa = $desa)
      and ($bahaya is null or m.kode_ancaman = $bahaya or m.kode_ancaman_induk = $bahaya) and m.status not in ('duplikat', 'ditolak')
),
waktu as (
    select nama_ancaman, warna,
           case when coalesce(tanggap, umur) >= 0 then coalesce(tanggap, umur) end as menit,
           case when tanggap is not null then 1 else 0 end as jadi,
           case when coalesce(tanggap, umur) < 0 then 1 else 0 end as terbalik
    from terpilih
),
kisi as (
    select nama_ancaman,
           case when menit <= 120 then greatest(ceil(menit), 1)
                when menit <= 1440 then 10 * ceil(menit / 10)
                when menit <= 10080 then 60 * ceil(menit / 60)
                else 1440 * ceil(menit / 1440) end as menit,
           sum(jadi) as jadi, count(*) as keluar
    from waktu
    where menit is not null
    group by 1, 2
),
risiko as (
    select nama_ancaman, menit, jadi,
           sum(keluar) over (partition by nama_ancaman order by menit desc rows between unbounded preceding and current row) as sisa
    from kisi
),
selamat as (
    select nama_ancaman, menit, jadi,
           sum(case when jadi < sisa then ln(1 - 1.0 * jadi / nullif(sisa, 0)) else 0 end)
               over (partition by nama_ancaman order by menit rows between unbounded preceding and current row) as jumlah_log,
           max(case when jadi = sisa then 1 else 0 end)
               over (partition by nama_ancaman order by menit rows between unbounded preceding and current row) as habis
    from risiko
),
jumlah as (
    select nama_ancaman, max(warna) as warna,
           count(menit) as n,
           sum(case when menit is not null and jadi = 0 then 1 else 0 end) as belum,
           sum(terbalik) as terbalik
    from waktu
    group by nama_ancaman
)
select s.nama_ancaman, j.warna, s.menit / 60.0 as jam,
       case when s.habis = 1 then 100.0 else 100.0 * (1 - exp(s.jumlah_log)) end as persen,
       j.n, cast(j.belum as bigint) as belum, cast(j.terbalik as bigint) as terbalik
from selamat s
join jumlah j on j.nama_ancaman = s.nama_ancaman
where s.jadi > 0
order by j.n desc, s.nama_ancaman, s.menit
