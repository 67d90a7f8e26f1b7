//! Abbreviations from the sentence-break suppressions of Unicode's CLDR 46.1.0, licence Unicode-3.0
//! (<https://www.unicode.org/license.txt>); made by `scripts/languages/make-suppressions`, which says what
//! is left out.

/// The tag of a language and its abbreviations, without the last full stop.
pub(super) const SUPPRESSED: &[(&str, &str)] = &[
    ("de", "\
        A.M Abs Abt Abw Adj Adr Allg Apr Art Aug Ausg Ausschl Ber Bibl Ca Chin Chr Co Dat Dez Di Dipl.-Ing \
        Dipl.-Kfm Dir Dr Dtzd Einh Erf Evtl Fa Fam Feb Fn Fr Frl Gebr Gem Geograph Gesch Ggf Hbf Hptst Hr Hrn \
        Hrsg Inc Ing Inh J.D Jahrh Jan Jr Kap Kfm Kop Ltd Mi Min Mind Mio Mo Mrd Msp Nov Nr Okt P.M Pfd Prot \
        Qu Rd Reg Reg.-Bez Rep S.A Sa Schr Sek Sep Sept Spezif St StR Std Str Tel Tägl U.S U.S.A U.U Urspr \
        Ursprüngl Verf Vgl Ztr a.D a.M a.Rh a.a.O a.a.S am amtl beil d.J d.Ä e.V e.Wz e.h ehem eigtl einschl \
        entspr erw ev evtl exkl frz geb gedr gek gesch gest ggf ggfs hpts i.A i.B i.H i.J i.R i.V inkl jew \
        jhrl k.u.k kath kfm kgl led m.E m.W mtl möbl n.u.Z näml o.A o.B o.g od p.Adr röm röm.-kath s.a schles \
        schweiz schwäb sog südd tägl u.A.w.g u.U u.a u.v.a u.Ä u.ä v.Chr v.H v.R.w v.T v.u.Z verh verw vgl \
        z.B z.Hd z.Z zzgl österr"),
    ("en", "\
        A.D A.M A.S AD Abs Adj Adv Approx Aug B.V C.F C.O.D Capt Col Comm Conn D.A D.C Dec Dept E.G E.g Est \
        Etc Ex Exec Feb Fn Fri Gb Hon.B.A Hz I.D I.T I.e J.B J.D J.K Jan Jun K.R Kb L.A L.P Lt Lt.Cdr M.I.T \
        M.R M.T MR Maj Mar Mb Md Mgr Misc Mr Mrs Ms Mt N.V N.Y Nov Nr Num P.M P.O P.V Ph.D Phys Prof Pvt R.L \
        R.T Rep Rev S.A S.A.R S.E S.p.A Sep Sept Sgt Sq U.S U.S.A U.S.C Yr a.m exec pp vs"),
    ("es", "\
        A.C AA All Av Avda C.P C.S C.V CA Corp Cía DC Da Desv Dr Dra Drs Dto Dª Dña Emm Exc Excma Excmas \
        Excmo Excmos Exma Exmas Exmo Exmos FF.CC Fr H.P Ilma Ilmas Ilmo Ilmos Inc JJ.OO Lcda Lcdo Lda Ldo Lic \
        Ltd Ltda Ltdo MM Mons Mr Mrs O.M PP R.D R.U RR.HH Rdo Rdos Reg Rev Rvdmo Rvdmos Rvdo Rvdos SA SS.AA \
        SS.MM Sdad Sr Sra Sras Sres Srta Srtas Sta Sto Trab U.S U.S.A Vda abr afma afmas afmo afmos ago bco \
        bol c/c cap cf cfr col depto deptos dic doc dom dpto dptos dtor e.g ed ene feb fig figs hnos jue jul \
        jun licda licdo lun mar mié ms mss mtro nov ntra ntro oct p.ej prof prov sept sras sres srs ss sáb \
        trad v.gr vid vie vs"),
    ("fr", "\
        All Inc Jr MM Op P.O Prof S.A S.M.A.R.T U.S U.S.A acoust adr anc ann anon append aux avr broch bull \
        categ coll collab config dest dict dim dir doc déc encycl exempl fig févr gouv graph hôp ill illustr \
        imm imprim indus janv juil lun mar niv nov oct réf sam sept symb synth syst ven éd édit équiv éval"),
    ("it", "\
        C.P Cfr Geom Ing Ltd N.B N.d.A N.d.E N.d.T O.d.G S.A.R S.M.A.R.T S.p.A Sig U.S U.S.A a.C ag arch avv \
        c.c.p d.C d.p.R div dott dr fig mitt p.i pag rag sez tab tav vol"),
    ("pt", "\
        A.C A.M Alm Av D.C Dir Dr Dra Dras Drs Est Exma Exmo Fr Ilma Ilmo Jr Ltd Ltda Mar N.Sra N.T P.M Pe \
        Ph.D S.A Sta Sto V.T W.C a.C a.m abr abrev adm aer ago anat ap apart apt arit arqueol arquit astron \
        autom aux biogr bras cap caps cat cel cf col comp compl contab créd cx círc cód d.C desc dez dipl dir \
        div doc déb ed educ elem eletr eletrôn eng esp ex fac fasc fev ff fig filos fisiol fl fot fr fís geom \
        gram gên hist ind ingl jan jul jun jur lat lin liter long mai matem máq méd mús neol nov náut obs \
        odont odontol organiz out p.m pal pol port pp pq prod prof profa pron próx psicol pág quím r.s.v.p \
        ref rel relat res rod set sociol séc símb tecnol tel trad transp univ vol álg índ"),
    ("ru", "\
        авг апр дек кв н.э нояб окт отд проф руб сент тел тыс ул февр янв"),
];
