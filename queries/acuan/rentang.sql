-- Tanggal pertama dan terakhir di seluruh data yang dimuat, untuk pilihan periode.
-- grain: satu baris
with tanggal as (
    select min(tanggal_dari) as dari, max(tanggal_sampai) as sampai from mart_kejadian
    union all
    select cast(min(masuk_pada) as date) as dari, cast(max(masuk_pada) as date) as sampai from konsultasi
    union all
    select cast(min(masuk_pada) as date) as dari, cast(max(masuk_pada) as date) as sampai from kasus
    union all
    select min(tanggal_kunjungan) as dari, max(tanggal_kunjungan) as sampai from kunjungan
    union all
    select min(tanggal_dari) as dari, max(tanggal_sampai) as sampai from mart_laporan
)
select min(dari) as dari, max(sampai) as sampai
from tanggal
