import type { Random } from "../random.ts";

const surnames =
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛雷龙史陶贺顾毛郝龚邵万钱覃武戴莫孔向汤";

const given = {
  male: [
    "志远",
    "海峰",
    "明轩",
    "永刚",
    "建国",
    "文博",
    "立新",
    "国栋",
    "伟民",
    "志强",
    "浩然",
    "子涵",
    "宇航",
    "俊杰",
    "天佑",
    "博文",
    "鹏飞",
    "晓东",
    "振华",
    "家豪",
    "思源",
    "承志",
    "一鸣",
    "少华",
    "德胜",
    "玉峰",
    "长林",
    "新宇",
    "卫东",
    "松涛",
    "瑞祥",
    "景行",
    "云帆",
    "书恒",
    "泽宇",
    "世杰",
    "兴旺",
    "启明",
    "向阳",
    "春雷",
    "磊",
    "超",
    "勇",
    "鑫",
    "凯",
    "彬",
    "锐",
    "亮",
    "健",
    "翔",
  ],
  female: [
    "晓雯",
    "丽娟",
    "佳琪",
    "雅文",
    "婷婷",
    "思雨",
    "梦瑶",
    "欣怡",
    "雨桐",
    "秀英",
    "桂兰",
    "玉梅",
    "淑珍",
    "春燕",
    "海燕",
    "红霞",
    "晓燕",
    "慧敏",
    "静怡",
    "诗涵",
    "若兰",
    "可欣",
    "语嫣",
    "美玲",
    "佩芬",
    "月华",
    "凤琴",
    "雪梅",
    "文静",
    "巧云",
    "素芳",
    "婉清",
    "知夏",
    "念慈",
    "安琪",
    "小满",
    "采薇",
    "初晴",
    "明月",
    "书瑶",
    "静",
    "敏",
    "洁",
    "琳",
    "颖",
    "娜",
    "倩",
    "蕾",
    "莹",
    "岚",
  ],
} as const;

export type Sex = "male" | "female";

/** A believable name; two people may share one, as in life. */
export const personName = (sex: Sex, random: Random): string =>
  random.pick([...surnames]) + random.pick(given[sex]);

export const givenName = (sex: Sex, random: Random): string => random.pick(given[sex]);

const brandStart = [..."云瑞鼎恒安和丰泰盛广启正华新佳康顺宏锦利"] as const;
const brandEnd = [..."禾岳川源达辰远景澜诚茂朗途润泽航通隆越腾"] as const;

/** Two characters of an enterprise's name, each pair once. */
export function brands(random: Random): () => string {
  const pairs = random.shuffled(brandStart.flatMap((start) => brandEnd.map((end) => start + end)));
  return () => {
    const brand = pairs.pop();
    if (brand === undefined) throw new Error("no brand is left");
    return brand;
  };
}
