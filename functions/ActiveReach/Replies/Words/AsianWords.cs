namespace ActiveReach.Replies.Words;

internal static class AsianWords
{
    public static readonly LanguageWords[] All =
    [
        new("zh", "停止, 停*, 取消, 退出, 终止, 終止, 停发, 停發, 中止, 拒绝*, 拒絕*, +退订, +退訂, +取消订阅, +取消訂閱, +拒收, +不再接收, +取消接收")
        {
            Start = "开始, 開始, 恢复, 恢復, 订阅*, 訂閱*",
            Help = "帮助, 幫助",
            Please = "请, 請, 麻烦, 麻煩, 拜托",
            Thanks = "谢谢, 謝謝, 多谢, 多謝, 你好, 您好",
            About = "短信, 简讯, 簡訊, 信息, 讯息, 訊息, 消息, 所有, 全部, 广告, 廣告, 推送, 通知, 了, 吧, 我, 的, 这些, 這些, 立即, 马上, 馬上",
            Asks = "不要再发, 不要再發, 别再发, 別再發, 不要发, 不要發, 别发, 別發, 勿发, 勿發, 别给我发, 不要给我发, 请勿打扰, 請勿打擾, 请勿发送, 不想收到, 不想再收到, 不要短信, 不需要短信",
            Not = "不, 别, 別, 勿, 不要, 不能, 不会, 没有",
            Signature = "发自我的, 發自我的, 从我的, 從我的, 来自我的, 傳送自",
            Reply = "回复, 回覆, 回復, 回, 发送, 發送, 发, 输入, 编辑",
        },
        new("ja", "停止, 解除, 解約, 中止, 終了, 拒否, ストップ, やめて, 止めて, キャンセル, 取り消し, +配信停止, +配信解除, +配信不要, +登録解除, +購読解除, +受信拒否, +退会")
        {
            Start = "開始, 再開, スタート, 登録*",
            Help = "ヘルプ",
            Please = "お願いします, お願い致します, おねがいします, お願い, ください, 下さい",
            Thanks = "ありがとうございます, ありがとう, すみません, こんにちは, です",
            About = "メッセージ, メール, ショートメール, ショートメッセージ, 配信, 通知, 広告, 全て, すべて, 今すぐ, もう, 希望, の, を, は, に, で, して, します",
            Asks = "送らないで, 送信しないで, 送ってこないで, もう送らない, いりません, 要りません, 受け取りたくない, 配信を止め, 配信をやめ, メールを止め, メールをやめ, 止めてほしい, やめてほしい",
            Signature = "iphoneから, 私のiphoneから, androidから",
            Reply = "| 返信, と返信, を返信, 送信, と送信, を送信",
        },
        new("ko", "거부, 중지, 정지, 그만, 취소, 중단, 멈춰, 멈추세요, 스톱, 스탑, 삭제, 해지*, 차단*, 끝*, +수신거부, +수신차단, +구독취소, +구독해지, +탈퇴")
        {
            Start = "시작, 재개, 수신동의",
            Help = "도움, 도움말",
            Please = "제발, 부탁, 부탁합니다, 부탁드립니다, 부탁드려요, 주세요, 해주세요, 해주십시오, 바랍니다, 해줘",
            Thanks = "감사합니다, 고맙습니다, 안녕하세요",
            About = "문자, 메시지, 메세지, 광고, 알림, 모두, 모든, 전부, 지금, 당장, 를, 을, 이, 요, 해, 하세요, 합니다, 할게요, 드립니다",
            Asks = "보내지 마, 보내지 말, 그만 보내, 받고 싶지 않, 연락하지 마, 연락하지 말, 문자하지 마, 원하지 않",
            Signature = "나의 iphone에서, 내 iphone에서, iphone에서",
            Reply = "회신, 답장 | 회신, 답장, 보내, 전송, 문자",
        },
        new("hi", "बंद, बन्द, बंद करो, बंद करें, बंद करे, बंद कर दो, रोकें, रोको, रोकिए, रोक दो, रुको, रुकें, रुकिए, हटाएं, हटाओ, हटा दो, रद्द, समाप्त, स्टॉप, band karo, band karein, band kar do, "
            + "+सदस्यता समाप्त, +अनसब्सक्राइब")
        {
            Start = "शुरू, शुरू करें, चालू",
            Help = "मदद, सहायता",
            Please = "कृपया, प्लीज, प्लीज़, kripya",
            Thanks = "धन्यवाद, शुक्रिया, नमस्ते, dhanyavad, shukriya, namaste",
            About = "संदेश, सन्देश, मैसेज, एसएमएस, सभी, सब, ये, यह, अभी, मुझे, को, करें, करो, कर, दो, विज्ञापन, yeh, sab",
            Asks = "मत भेजो, मत भेजें, मत भेजिए, न भेजें, ना भेजें, संदेश नहीं चाहिए, मैसेज नहीं चाहिए, भेजना बंद, mat bhejo, mat bhejiye, message mat, sms mat",
            Not = "मत, न, ना, नहीं, mat",
            Signature = "मेरे iphone से",
            Reply = "टाइप करें, उत्तर दें, लिखें | भेजें, भेजे, लिखें, लिखकर, टाइप, जवाब",
        },
        new("mr", "थांबा, थांबवा, बंद करा, रद्द करा") { Help = "मदत", Please = "कृपया", Thanks = "धन्यवाद", About = "संदेश", Asks = "पाठवू नका" },
        new("bn", "বন্ধ, বন্ধ করুন, বন্ধ করো, থামুন, থামান, থামাও, বাতিল, স্টপ") { Help = "সাহায্য", Please = "দয়া করে, প্লিজ", Thanks = "ধন্যবাদ", About = "বার্তা, মেসেজ, এসএমএস, সব", Asks = "পাঠাবেন না, পাঠাবে না", Reply = "লিখুন | লিখে, লিখুন, পাঠান" },
        new("gu", "બંધ, બંધ કરો, રોકો, રદ કરો") { Help = "મદદ", Please = "કૃપા કરીને", Thanks = "આભાર", About = "સંદેશ" },
        new("pa", "ਬੰਦ, ਬੰਦ ਕਰੋ, ਰੋਕੋ") { Help = "ਮਦਦ", Please = "ਕਿਰਪਾ ਕਰਕੇ", Thanks = "ਧੰਨਵਾਦ", About = "ਸੁਨੇਹੇ" },
        new("ta", "நிறுத்து, நிறுத்தவும், நிறுத்துங்கள், ரத்து") { Help = "உதவி", Please = "தயவுசெய்து, தயவு செய்து", Thanks = "நன்றி", About = "செய்தி, செய்திகள்" },
        new("te", "ఆపు, ఆపండి, ఆపివేయి, ఆపివేయండి, రద్దు") { Help = "సహాయం", Please = "దయచేసి", Thanks = "ధన్యవాదాలు", About = "సందేశం, సందేశాలు" },
        new("kn", "ನಿಲ್ಲಿಸಿ, ನಿಲ್ಲಿಸು, ರದ್ದು") { Help = "ಸಹಾಯ", Please = "ದಯವಿಟ್ಟು", Thanks = "ಧನ್ಯವಾದ" },
        new("ml", "നിർത്തുക, നിർത്തൂ, റദ്ദാക്കുക") { Help = "സഹായം", Please = "ദയവായി", Thanks = "നന്ദി" },
        new("ar", "توقف, قف, إيقاف, أوقف, أوقفوا, وقف, ستوب, إلغاء, ألغ, ألغوا, إنهاء, كفى, حذف, احذف, +إلغاء الاشتراك, +إزالة, خروج*")
        {
            Start = "ابدأ, بدء, تفعيل, اشتراك*",
            Help = "مساعدة",
            Please = "من فضلك, من فضلكم, رجاء, الرجاء, لو سمحت, لو سمحتم, أرجو, أرجوك",
            Thanks = "شكرا, شكرا لك, مرحبا, السلام عليكم",
            About = "الرسائل, رسائل, رسالة, الرسالة, كل, جميع, هذه, الآن, فورا, الإعلانات, إعلانات, الإشعارات",
            Asks = "لا ترسل, لا ترسلوا, لا ترسلو, لا تراسلني, لا تراسلوني, توقف عن, توقفوا عن, لا أريد رسائل, لا أريد استلام, لا أريد استقبال, لا أرغب في, أوقفوا الرسائل, احذفني, احذفوني, إلغاء اشتراكي",
            Not = "لا, لن, لم, بدون",
            Signature = "أرسلت من, أرسل من, مرسل من, تم الإرسال من",
            Reply = "أرسل, أرسل كلمة, رد, رد ب, الرد ب, اكتب, ابعث",
        },
        new("fa", "لغو, توقف, قطع, انصراف, حذف, پایان, متوقف, +لغو اشتراک") { Start = "شروع", Help = "راهنما, کمک", Please = "لطفا", Thanks = "ممنون, مرسی, متشکرم, سلام", About = "پیام, پیامک, پیامها, همه", Asks = "پیام ندهید, پیام نفرستید, نفرستید, ارسال نکنید", Reply = "ارسال, بفرستید" },
        new("ur", "بند, بند کریں, بند کرو, روکیں, روکو, ختم, منسوخ") { Help = "مدد", Please = "براہ کرم, مہربانی", Thanks = "شکریہ, سلام", About = "پیغام, پیغامات, میسج", Asks = "مت بھیجیں, مت بھیجو, نہ بھیجیں", Not = "مت, نہ, نہیں", Reply = "لکھ کر | بھیجیں, لکھیں" },
        new("he", "הסר, הסרה, הסירו, להסיר, עצור, עצרו, הפסק, הפסיקו, תפסיקו, להפסיק, בטל, בטלו, ביטול, סיום, סטופ, מחק, מחקו, די*, +הסר אותי, +הסירו אותי, +להסרה, +ביטול מנוי, +בטל מנוי")
        {
            Start = "התחל, הצטרף",
            Help = "עזרה",
            Please = "בבקשה, אנא, נא",
            Thanks = "תודה, תודה רבה, שלום, היי",
            About = "הודעה, הודעות, ההודעות, סמס, את, הכל, כל, אותי, לי, מיד, עכשיו, פרסומות, פרסום, ספאם",
            Asks = "אל תשלחו, אל תשלח, לא לשלוח, תפסיקו לשלוח, תפסיק לשלוח, להפסיק לשלוח, תורידו אותי, הורידו אותי, לא רוצה לקבל, לא מעוניין לקבל, לא מעוניינת לקבל, תמחקו אותי, מחקו אותי, עזבו אותי",
            Not = "אל, לא, בלי",
            Signature = "נשלח מ, נשלח מה",
            Reply = "השב, השיבו, השב ב, שלח, שלחו, כתבו",
        },
        new("id", "stop, berhenti, batal, batalkan, hentikan, henti, keluar, hapus, tamat, akhiri, cukup*, +unreg, +berhenti berlangganan, +henti langgan")
        {
            Start = "mulai, mula, langganan*",
            Help = "bantuan",
            Please = "tolong, mohon, silakan, sila",
            Thanks = "terima kasih, makasih, trims, halo, hai",
            About = "pesan, mesej, semua, ini, sekarang, iklan, promosi, notifikasi, saya, dari, ya, dong",
            Asks = "jangan kirim, jangan kirimi, jangan sms, jangan hubungi, jangan hantar, tidak mau menerima, tidak ingin menerima, berhenti kirim, berhenti mengirim, hapus saya, hapus nomor",
            Not = "jangan, tidak, tak, nggak, tanpa",
            Signature = "dikirim dari, dihantar dari",
            Reply = "balas, ketik, kirim, taip, hantar, jawab, sms",
        },

        // Without accents HUY is also a name, and DUNG may be "đúng" (right) or "đừng" (don't).
        new("vi", "=dừng, dung lai, ngừng, ngưng, =hủy, =huỷ, huy*, từ chối, tc*, kết thúc, chấm dứt, xóa, +hủy đăng ký, +từ chối qc")
        {
            Start = "bắt đầu, đăng ký*",
            Help = "trợ giúp",
            Please = "làm ơn, vui lòng, xin vui lòng, xin",
            Thanks = "cảm ơn, cám ơn, xin chào",
            About = "tin nhắn, tin, nhắn, tất cả, ngay, các, này, quảng cáo, tôi, nhận, qc, đi, ạ",
            Asks = "đừng gửi, đừng nhắn, đừng làm phiền, không gửi nữa, không nhắn nữa, không muốn nhận, ngừng gửi, dừng gửi",
            Not = "không, =đừng, chưa, chẳng",
            Signature = "gửi từ, đã gửi từ, được gửi từ",
            Reply = "soạn, nhắn, gửi, trả lời, sms",
        },
        new("th", "หยุด, ยกเลิก, เลิก, ไม่รับ, ออก*, พอ*, สต็อป, +ยกเลิกการสมัคร, +ไม่รับข่าวสาร")
        {
            Start = "เริ่ม, สมัคร*",
            Help = "ช่วยเหลือ, วิธีใช้",
            Please = "กรุณา, โปรด, ช่วย",
            Thanks = "ขอบคุณ, สวัสดี, ครับ, ค่ะ, คะ, นะ, ด้วย, หน่อย",
            About = "ข้อความ, เอสเอ็มเอส, ทั้งหมด, ทันที, โฆษณา, ข่าวสาร, แจ้งเตือน, นี้, การ, รับ, แล้ว",
            Asks = "อย่าส่ง, ไม่ต้องส่ง, หยุดส่ง, เลิกส่ง, ไม่ต้องการรับ, ไม่อยากได้รับ, อย่าติดต่อ, อย่ารบกวน",
            Not = "ไม่, อย่า",
            Signature = "ส่งจาก",
            Reply = "ตอบ, ตอบกลับ, พิมพ์, ส่ง, กด",
        },
        new("tl", "itigil, tigil, ihinto, hinto, tumigil, kanselahin, tama na*") { Help = "tulong", Please = "pakiusap, paki", Thanks = "salamat, maraming salamat, po", About = "na, ang, mga, ito, lahat, mensahe", Asks = "huwag na mag text, huwag magpadala, wag na mag text", Not = "huwag, wag, hindi" },
        new("sw", "simama, sitisha, komesha, ondoa") { Help = "msaada", Please = "tafadhali", Thanks = "asante", About = "ujumbe, zote" },
    ];
}
