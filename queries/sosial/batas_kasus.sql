-- Batas hari kerja bawaan yang berlaku pada satu tanggal; batas milik kasus sendiri selalu didahulukan.
-- grain: kode
-- param: per DATE = NULL
-- units: batas_hari_kerja hari kerja
with tanggal as (
    select coalesce(cast($per as date), data_sampai) as per from program_keadaan where program = 'layar_sibalang'
),
berlaku as (
    select b.kode, b.kategori, b.batas_hari_kerja, b.berlaku_dari, b.dasar, b.sumber,
           row_number() over (partition by b.kategori order by b.berlaku_dari desc, b.kode) as urut
    from ref_batas_kasus b
    left join tanggal t on t.per is not null
    where b.berlaku_dari <= coalesce(t.per, current_date) and (b.berlaku_sampai is null or b.berlaku_sampai >= coalesce(t.per, current_date))
)
select kode, kategori, batas_hari_kerja, berlaku_dari, dasar, sumber
from berlaku
where urut = 1
order by batas_hari_kerja, kode
