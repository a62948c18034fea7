-- Satu baris untuk tiap kejadian: kapan, bahaya apa, di mana, dan dampak versi terakhirnya; rekap bukan kejadian.
-- grain: id_kejadian
-- after: mart_dampak_terkini, mart_kejadian_wilayah
-- units: kecamatan kecamatan; desa desa; lintang derajat; bujur derajat; titik_di_luar 1 = ya; versi_ke versi; meninggal_orang orang; hilang_orang orang; luka_orang orang; mengungsi_orang orang; terdampak_kk KK; terdampak_jiwa jiwa; rumah_rusak_berat_unit rumah; rumah_rusak_sedang_unit rumah; rumah_rusak_ringan_unit rumah; rumah_rusak_tak_terklasifikasi_unit rumah; rumah_terendam_unit rumah; rumah_terdampak_unit rumah; lahan_ha hektare; tma_maks_cm sentimeter; kerugian_rp rupiah; bantuan_rp rupiah
with kecamatan as (
    select id_kejadian, string_agg(nama, ', ' order by nama) as nama_kecamatan, count(*) as kecamatan
    from (
        select distinct w.id_kejadian, r.nama
        from mart_kejadian_wilayah w
        join ref_kecamatan r on r.kode = w.kode_kecamatan
    ) as unik
    group by id_kejadian
),
desa as (
    select id_kejadian, string_agg(nama, ', ' order by nama) as nama_desa, count(*) as desa
    from (
        select distinct w.id_kejadian, r.kode, r.nama
        from mart_kejadian_wilayah w
        join ref_desa r on r.kode = w.kode_desa
    ) as unik
    group by id_kejadian
)
select k.id_kejadian,
       k.kib,
       k.tanggal,
       k.tanggal_dari,
       k.tanggal_sampai,
       k.presisi_tanggal,
       k.kode_ancaman,
       a.induk as kode_ancaman_induk,
       a.nama_pendek as nama_ancaman,
       a.huruf,
       a.warna,
       c.nama_kecamatan,
       c.kecamatan,
       d.nama_desa,
       coalesce(d.desa, 0) as desa,
       k.desa_disebut,
       k.mulai_pada,
       k.lapor_pada,
       k.terkendali_pada,
       k.lintang,
       k.bujur,
       case when k.lintang is not null and k.bujur is not null
             and not (k.lintang between -2.54 and -1.99 and k.bujur between 115.31 and 115.90) then 1 else 0 end as titik_di_luar,
       coalesce(t.sumber_url, k.sumber_url) as sumber_url,
       k.catatan,
       t.tahap,
       t.versi_ke,
       t.per_pada,
       t.meninggal_orang,
       t.hilang_orang,
       t.luka_orang,
       t.mengungsi_orang,
       t.terdampak_kk,
       t.terdampak_jiwa,
       t.rumah_rusak_berat_unit,
       t.rumah_rusak_sedang_unit,
       t.rumah_rusak_ringan_unit,
       t.rumah_rusak_tak_terklasifikasi_unit,
       t.rumah_terendam_unit,
       t.rumah_terdampak_unit,
       t.lahan_ha,
       t.tma_maks_cm,
       t.kerugian_rp,
       t.bantuan_rp
from kejadian k
left join ref_ancaman a on a.kode = k.kode_ancaman
left join kecamatan c on c.id_kejadian = k.id_kejadian
left join desa d on d.id_kejadian = k.id_kejadian
left join mart_dampak_terkini t on t.id_kejadian = k.id_kejadian
where coalesce(k.lingkup, 'kejadian') <> 'rekap'
order by k.tanggal_dari, k.id_kejadian
