-- Kejadian sungguhan dalam kolom lembar kejadian BNPB: dampak versi terakhir pada cakupan terluas, kosong berarti belum dilaporkan.
-- grain: id
-- param: dari DATE = NULL
-- param: sampai DATE = NULL
-- units: jumlah_kejadian kejadian; meninggal orang; terluka orang; hilang orang; menderita jiwa; mengungsi orang; sawah hektare; jalan kilometer; kebun hektare; lahan hektare; irigasi kilometer; terendam unit; rumah_rusak_berat unit; rumah_rusak_sedang unit; rumah_rusak_ringan unit; pendidikan_rusak unit; peribadatan_rusak unit; kesehatan_rusak unit; kantor_rusak unit; fasum_rusak unit; jembatan_rusak unit; pabrik_rusak unit; kios_rusak unit; rumah_rusak unit; kerugian_juta juta rupiah; longitude derajat; latitude derajat
with berlaku as (
    select d.*,
           case d.cakupan when 'kejadian' then 1 when 'kecamatan' then 2 else 3 end as lebar
    from dampak d
    where coalesce(d.status, 'berlaku') <> 'ditarik' and not d.contoh
),
terluas as (
    select b.*, min(b.lebar) over (partition by b.id_kejadian) as lebar_terluas from berlaku b
),
terakhir as (
    select t.*, max(t.versi_ke) over (partition by t.id_kejadian) as versi_terakhir
    from terluas t
    where t.lebar = t.lebar_terluas
),
angka as (
    select id_kejadian,
           cast(sum(meninggal_orang) as bigint) as meninggal_orang,
           cast(sum(luka_orang) as bigint) as luka_orang,
           cast(sum(hilang_orang) as bigint) as hilang_orang,
           cast(sum(terdampak_jiwa) as bigint) as terdampak_jiwa,
           cast(sum(mengungsi_orang) as bigint) as mengungsi_orang,
           cast(sum(kerugian_rp) as bigint) as kerugian_rp,
           sum(sawah_ha) as sawah_ha,
           sum(jalan_km) as jalan_km,
           sum(kebun_ha) as kebun_ha,
           sum(lahan_ha) as lahan_ha,
           sum(irigasi_km) as irigasi_km,
           cast(sum(rumah_terendam_unit) as bigint) as rumah_terendam_unit,
           cast(sum(rumah_rusak_berat_unit) as bigint) as rumah_rusak_berat_unit,
           cast(sum(rumah_rusak_sedang_unit) as bigint) as rumah_rusak_sedang_unit,
           cast(sum(rumah_rusak_ringan_unit) as bigint) as rumah_rusak_ringan_unit,
           cast(sum(rumah_rusak_tak_terklasifikasi_unit) as bigint) as rumah_rusak_tak_terklasifikasi_unit,
           cast(sum(fas_pendidikan_unit) as bigint) as fas_pendidikan_unit,
           cast(sum(fas_ibadah_unit) as bigint) as fas_ibadah_unit,
           cast(sum(fas_kesehatan_unit) as bigint) as fas_kesehatan_unit,
           cast(sum(fas_kantor_unit) as bigint) as fas_kantor_unit,
           cast(sum(fas_umum_unit) as bigint) as fas_umum_unit,
           cast(sum(jembatan_unit) as bigint) as jembatan_unit,
           cast(sum(pabrik_unit) as bigint) as pabrik_unit,
           cast(sum(kios_unit) as bigint) as kios_unit
    from terakhir
    where versi_ke = versi_terakhir
    group by id_kejadian
),
desa as (
    select id_kejadian, string_agg(nama, ', ' order by nama) as nama_desa
    from (
        select distinct w.id_kejadian, r.kode, r.nama
        from kejadian_wilayah w
        join ref_desa r on r.kode = w.kode_desa
    ) as unik
    group by id_kejadian
),
kecamatan as (
    select id_kejadian, string_agg(nama, ', ' order by nama) as nama_kecamatan
    from (
        select distinct w.id_kejadian, r.nama
        from kejadian_wilayah w
        join ref_kecamatan r on r.kode = w.kode_kecamatan
    ) as unik
    group by id_kejadian
)
select k.id_kejadian as id,
       '63' as id_prov,
       '6311' as id_kab,
       'KALIMANTAN SELATAN' as provinsi,
       'BALANGAN' as kabkot,
       case when substr(coalesce(a.induk, a.kode), 1, 1) = '1' then coalesce(a.induk, a.kode) end as id_jenis_bencana,
       upper(coalesce(i.nama, a.nama)) as kejadian,
       upper(a.nama) as nama_kejadian,
       coalesce(c.nama_kecamatan, k.kecamatan_disebut) as lokasi,
       coalesce(v.nama_desa, k.desa_disebut) as desa_terdampak,
       case when extract(year from k.tanggal_dari) = extract(year from k.tanggal_sampai)
            then cast(extract(year from k.tanggal_dari) as varchar) end as tahun,
       case when extract(year from k.tanggal_dari) = extract(year from k.tanggal_sampai)
             and extract(month from k.tanggal_dari) = extract(month from k.tanggal_sampai)
            then cast(extract(month from k.tanggal_dari) as varchar) end as bulan,
       cast(extract(day from k.tanggal) as varchar) as tanggal,
       substr(cast(k.mulai_pada as varchar), 12, 5) as jam,
       1 as jumlah_kejadian,
       n.meninggal_orang as meninggal,
       n.luka_orang as terluka,
       n.hilang_orang as hilang,
       n.terdampak_jiwa as menderita,
       n.mengungsi_orang as mengungsi,
       n.sawah_ha as sawah,
       n.jalan_km as jalan,
       n.kebun_ha as kebun,
       n.lahan_ha as lahan,
       n.irigasi_km as irigasi,
       n.rumah_terendam_unit as terendam,
       n.rumah_rusak_berat_unit as rumah_rusak_berat,
       n.rumah_rusak_sedang_unit as rumah_rusak_sedang,
       n.rumah_rusak_ringan_unit as rumah_rusak_ringan,
       n.fas_pendidikan_unit as pendidikan_rusak,
       n.fas_ibadah_unit as peribadatan_rusak,
       n.fas_kesehatan_unit as kesehatan_rusak,
       n.fas_kantor_unit as kantor_rusak,
       n.fas_umum_unit as fasum_rusak,
       n.jembatan_unit as jembatan_rusak,
       n.pabrik_unit as pabrik_rusak,
       n.kios_unit as kios_rusak,
       case when n.rumah_rusak_berat_unit is null and n.rumah_rusak_sedang_unit is null
             and n.rumah_rusak_ringan_unit is null and n.rumah_rusak_tak_terklasifikasi_unit is null then null
            else coalesce(n.rumah_rusak_berat_unit, 0) + coalesce(n.rumah_rusak_sedang_unit, 0)
               + coalesce(n.rumah_rusak_ringan_unit, 0) + coalesce(n.rumah_rusak_tak_terklasifikasi_unit, 0)
       end as rumah_rusak,
       n.kerugian_rp / 1000000.0 as kerugian_juta,
       k.catatan as keterangan,
       k.sumber,
       k.bujur as longitude,
       k.lintang as latitude,
       k.kib
from kejadian k
left join ref_ancaman a on a.kode = k.kode_ancaman
left join ref_ancaman i on i.kode = a.induk
left join kecamatan c on c.id_kejadian = k.id_kejadian
left join desa v on v.id_kejadian = k.id_kejadian
left join angka n on n.id_kejadian = k.id_kejadian
where coalesce(k.lingkup, 'kejadian') <> 'rekap' and not k.contoh
  and ($dari is null or k.tanggal_sampai >= $dari)
  and ($sampai is null or k.tanggal_dari <= $sampai)
order by k.tanggal_dari, k.id_kejadian
