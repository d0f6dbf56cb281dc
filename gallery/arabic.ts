import { aroundWords } from '../src/i18n/en-around.js';
import type { AroundWords } from '../src/i18n/en-around.js';
import { en } from '../src/i18n/en.js';
import type { Strings } from '../src/i18n/en.js';

/** As much Arabic as the right-to-left pictures show. Not a language of the product. */
export const arabic: Strings = {
  ...en,
  lang: 'ar-EG-u-nu-latn',
  incoming: (kind) => (kind === 'video' ? 'مكالمة فيديو واردة' : 'مكالمة صوتية واردة'),
  callFrom: () => 'مكالمة فيديو من معلّم',
  quickReplies: ['أنا في درس، سأتصل بك لاحقًا', 'هل يمكنك الكتابة؟'],
  accept: 'قبول',
  acceptWithoutVideo: 'قبول بدون فيديو',
  decline: 'رفض',
  mutedHint: 'الميكروفون مكتوم.',
  mutedKey: 'اضغط M للتحدث',
  connectionLost: 'انقطع الاتصال. نحاول من جديد…',
  message: 'اكتب رسالة',
  today: 'اليوم',
  callEntry: () => 'مكالمة فيديو، 42 دقيقة',
  callBack: 'معاودة الاتصال',
};

export const aroundArabic: AroundWords = {
  ...aroundWords,
  ask: 'هل تريد إشعارات بالرسائل الجديدة؟',
  turnOn: 'تفعيل',
  no: 'لا',
  open: 'فتح',
  chats: 'المحادثات',
  search: 'بحث',
};
