-- Bagian layanan yang bantuannya sudah diterima dalam sekian hari sesudah kebutuhan dicatat pada kunjungan; yang belum diterima, juga yang dirujuk, dihitung sampai umurnya (Kaplan-Meier).
-- grain: layanan, hari
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- param: kecamatan VARCHAR = NULL
-- param: desa VARCHAR = NULL
-- param: per DATE = NULL
-- units: hari hari; persen persen; n layanan; belum layanan; terbalik layanan
with keadaan as (
    -- Formulir dan serah terima boleh lebih baru daripada kunjungan terakhir.
    select coalesce(cast($per as date), greatest(max(tanggal_kunjungan), max(tanggal_entri), max(tanggal_serah))) as tanggal from kunjungan
),
lama as (
    select k.layanan,
           case when k.tanggal_serah <= s.tanggal then k.tanggal_serah - k.tanggal_kunjungan else s.tanggal - k.tanggal_kunjungan end as hari,
           case when k.tanggal_serah <= s.tanggal then 1 else 0 end as jadi
    from kunjungan k
    cross join keadaan s
    where ($dari is null or k.tanggal_kunjungan >= $dari)
      and ($sampai is null or k.tanggal_kunjungan <= $sampai)
      and ($kecamatan is null or k.kode_kecamatan = $kecamatan)
      and ($desa is null or k.kode_desa = $desa)
),
kisi as (
    select layanan, greatest(hari, 0) as hari, sum(jadi) as jadi, count(*) as keluar
    from lama
    where hari >= 0
    group by layanan, greatest(hari, 0)
),
risiko as (
    select layanan, hari, jadi,
           sum(keluar) over (partition by layanan order by hari desc rows between unbounded preceding and current row) as sisa
    from kisi
),
selamat as (
    select layanan, hari, jadi,
           sum(case when jadi < sisa then ln(1 - 1.0 * jadi / nullif(sisa, 0)) else 0 end)
               over (partition by layanan order by hari rows between unbounded preceding and current row) as jumlah_log,
           max(case when jadi = sisa then 1 else 0 end)
               over (partition by layanan order by hari rows between unbounded preceding and current row) as habis
    from risiko
),
jumlah as (
    select layanan, count(case when hari >= 0 then 1 end) as n,
           count(case when hari >= 0 and jadi = 0 then 1 end) as belum,
           count(case when hari < 0 then 1 end) as terbalik
    from lama
    group by layanan
)
select s.layanan, s.hari,
       case when s.habis = 1 then 100.0 else 100.0 * (1 - exp(s.jumlah_log)) end as persen,
       j.n, j.belum, j.terbalik
from selamat s
join jumlah j on j.layanan = s.layanan
where s.jadi > 0
order by j.n desc, s.layanan, s.hari
