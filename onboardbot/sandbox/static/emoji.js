// The emoji that people and apps write by name; a name that is not here stays as it was written.

const NAMED = `
wave 👋 tada 🎉 blush 😊 smile 😄 smiley 😃 grin 😁 grinning 😀 laughing 😆 joy 😂 wink 😉 slightly_smiling_face 🙂
neutral_face 😐 slightly_frowning_face 🙁 white_frowning_face ☹️ disappointed 😞 worried 😟 cry 😢 sob 😭 sweat_smile 😅
relieved 😌 hugging_face 🤗 thinking_face 🤔 upside_down_face 🙃 sunglasses 😎 heart_eyes 😍 innocent 😇 tired_face 😫
heart ❤️ green_heart 💚 blue_heart 💙 yellow_heart 💛 purple_heart 💜 sparkling_heart 💖 thumbsup 👍 +1 👍 thumbsdown 👎 -1 👎
clap 👏 raised_hands 🙌 pray 🙏 muscle 💪 ok_hand 👌 handshake 🤝 point_right 👉 point_left 👈 point_up ☝️ point_down 👇 eyes 👀
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ white_large_square ⬜ black_large_square ⬛ x ❌ warning ⚠️
question ❓ exclamation ❗ information_source ℹ️ no_entry ⛔ stop_sign 🛑 rotating_light 🚨 bell 🔔 no_bell 🔕 sos 🆘
robot_face 🤖 speech_balloon 💬 thought_balloon 💭 email 📧 envelope ✉️ phone ☎️ telephone_receiver 📞 iphone 📱 computer 💻
keyboard ⌨️ desktop_computer 🖥️ wrench 🔧 hammer 🔨 gear ⚙️ key 🔑 lock 🔒 unlock 🔓 mag 🔍 bulb 💡 memo 📝 pencil 📝 pencil2 ✏️
book 📖 books 📚 bookmark 🔖 clipboard 📋 pushpin 📌 round_pushpin 📍 paperclip 📎 link 🔗 calendar 📅 date 📅 spiral_calendar_pad 🗓️
clock9 🕘 alarm_clock ⏰ hourglass ⌛ stopwatch ⏱️ zzz 💤 sunny ☀️ sunrise 🌅 rainbow 🌈 cloud ☁️ snowflake ❄️ umbrella ☔ fire 🔥
seedling 🌱 herb 🌿 deciduous_tree 🌳 sunflower 🌻 cherry_blossom 🌸 bouquet 💐 four_leaf_clover 🍀 sparkles ✨ star ⭐ star2 🌟
coffee ☕ tea 🍵 cake 🍰 birthday 🎂 pizza 🍕 apple 🍎 cookie 🍪 champagne 🍾 gift 🎁 balloon 🎈 confetti_ball 🎊 trophy 🏆 medal 🏅
dart 🎯 rocket 🚀 airplane ✈️ train 🚆 bike 🚲 house 🏠 office 🏢 door 🚪 desert_island 🏝️ mountain ⛰️ globe_with_meridians 🌐
bust_in_silhouette 👤 busts_in_silhouette 👥 family 👪 woman 👩 man 👨 technologist 🧑‍💻 chart_with_upwards_trend 📈 bar_chart 📊
arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ arrows_counterclockwise 🔄 fast_forward ⏩ pause_button ⏸️ play_or_pause_button ⏯️
one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ zero 0️⃣ large_green_circle 🟢 large_yellow_circle 🟡 red_circle 🔴
`;

const words = NAMED.trim().split(/\s+/);
const BY_NAME = new Map(words.flatMap((word, place) => (place % 2 ? [] : [[word, words[place + 1]]])));

export function emoji(name) {
  return BY_NAME.get(name.split("::")[0]) ?? `:${name}:`;
}
