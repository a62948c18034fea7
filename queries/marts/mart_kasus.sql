-- Kasus tanpa kategorinya: hari masuk dan batas hari kerja yang berlaku, milik kasus sendiri atau bawaan kategori pada hari masuk.
-- grain: id_kasus
-- made: semua
-- units: batas_hari_kerja hari kerja
with masuk as (
    select id_kasus, kode_kecamatan, kode_desa, tingkat_asal, kategori, kanal, batas_hari_kerja, cast(masuk_pada as date) as masuk_tanggal
    from kasus
),
bawaan as (
    select m.id_kasus, b.batas_hari_kerja,
           row_number() over (partition by m.id_kasus order by case when b.kategori = m.kategori then 0 else 1 end, b.berlaku_dari desc, b.kode) as urut
    from masuk m
    join ref_batas_kasus b on b.kategori in (m.kategori, 'kategori lain')
         and b.berlaku_dari <= m.masuk_tanggal and (b.berlaku_sampai is null or b.berlaku_sampai >= m.masuk_tanggal)
)
select m.id_kasus, m.kode_kecamatan, m.kode_desa, m.masuk_tanggal, m.tingkat_asal,
       coalesce(m.batas_hari_kerja, b.batas_hari_kerja) as batas_hari_kerja,
       case when m.batas_hari_kerja is not null then 'kasus' when b.batas_hari_kerja is not null then 'bawaan' end as batas_dasar,
       m.kanal
from masuk m
left join bawaan b on b.id_kasus = m.id_kasus and b.urut = 1
order by m.id_kasus
