-- Penetapan Destana BNPB menurut desa, tahun dan instrumen; nilai tetap pada skala instrumennya dan tidak dibandingkan antarinstrumen.
-- grain: kode_desa, tahun_penetapan, instrumen
-- units: tahun_penetapan tahun; skor skor; skala_maks skor
select p.kode_desa, d.nama as nama_desa, k.nama as nama_kecamatan, p.tahun_penetapan, p.instrumen, p.skor, p.tingkat,
       case p.instrumen when 'Perka-1-2012' then 60 when 'PKD-2021' then 100 end as skala_maks,
       p.catatan, p.sumber_url, p.sumber_lain
from destana_penilaian p
join ref_desa d on d.kode = p.kode_desa
join ref_kecamatan k on k.kode = d.kode_kecamatan
order by p.tahun_penetapan, k.nama, d.nama, p.instrumen
