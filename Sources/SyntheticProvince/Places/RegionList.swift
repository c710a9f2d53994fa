/// `regions.csv`: every place of the province by its statistical code of 12 digits, from the province down to the villages, as the statistics
/// office publishes such lists: a platform loads its regions from it.
enum RegionList {
    static let header = "区划代码,名称"
    static let province = "云岭省"
    private static let cities = ["清江市", "永宁市", "平原市", "沧山市", "南屏市", "北川市", "东陵市", "西河市", "长丰市"]

    static func text(of tree: RegionTree) -> String {
        var text = "\(header)\n990000000000,\(province)\n"
        var cities: Set<Int> = []
        for county in tree.counties {
            let city = county.code / 100
            if cities.insert(city).inserted { text += "\(city)00000000,\(name(ofCity: city % 100))\n" }
            text += "\(county.code)000000,\(county.name)\n"
            text += townships(of: county, in: tree)
        }
        return text
    }

    /// A township stands before its first village.
    private static func townships(of county: County, in tree: RegionTree) -> String {
        var text = ""
        var last = 0
        for number in county.villages {
            let village = tree.village(number)
            let township = village.code / 1000
            if township != last {
                text += "\(township)000,\(village.township)\n"
                last = township
            }
            text += "\(village.code),\(village.name)\n"
        }
        return text
    }

    /// More cities than names there are when the province is larger than any real one.
    static func name(ofCity number: Int) -> String { cities.indices.contains(number - 1) ? cities[number - 1] : "第\(number)市" }
}
