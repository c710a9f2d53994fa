/// Names of made-up people: common surnames, compound ones, minority names with the middle dot (U+00B7), and a few rare characters,
/// among them some beyond the 16-bit plane, which break programs that count UTF-16 units.
enum NameMaker {
    private static let surnames = Array("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文").map(
        String.init)
    private static let compound = ["欧阳", "司马", "上官", "诸葛", "皇甫", "令狐", "慕容", "尉迟"]
    private static let male = Array("伟强磊军勇杰涛超明刚平辉鹏华飞波斌宇浩凯健俊帆林建国海峰志文德福贵祥荣春生才根宝龙").map(String.init)
    private static let female = Array("芳娜敏静丽艳娟霞秀英玲桂兰玉萍红梅琴云莲雪花凤珍翠香菊月巧淑惠燕蓉青洁").map(String.init)
    private static let rare = ["𬭼", "𠅤", "𣲗", "㛃", "䶮", "玥", "堃", "淼", "𬱖"]
    private static let given = ["买买提", "阿卜杜拉", "艾合买提", "扎西", "次仁", "卓玛", "丹增", "格桑", "古丽", "热依汗", "吐尔逊", "达瓦"]
    private static let family = ["吐尔逊", "艾山", "顿珠", "拉姆", "阿不都", "卡德尔", "多吉", "央金", "努尔", "买买提"]

    static func surname(_ random: inout RandomStream) -> String {
        random.chance(8) ? random.pick(compound) : random.pick(surnames)
    }

    static func person(surname: String, male isMale: Bool, _ random: inout RandomStream) -> String {
        let table = isMale ? male : female
        var name = surname + random.pick(table)
        if random.chance(700) { name += random.pick(table) }
        if random.chance(6) { name += random.pick(rare) }
        // A four-character name of the father's and the mother's surname.
        if random.chance(4) { name = surname + random.pick(surnames) + random.pick(table) + random.pick(table) }
        return name
    }

    static func minority(_ random: inout RandomStream) -> String { random.pick(given) + "·" + random.pick(family) }

    static func ethnicity(minority: Bool, _ random: inout RandomStream) -> String {
        minority ? random.pick(["藏族", "回族", "壮族", "苗族", "维吾尔族", "土家族", "彝族"]) : "汉族"
    }
}
