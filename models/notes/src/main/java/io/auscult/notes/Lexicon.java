package io.auscult.notes;

/** Words that tell what a sentence is about; {@link Phrases} each. */
final class Lexicon {
  static final String SYMPTOM =
      """
      pains? | painful | aches? | aching | hurts? | hurting | sore(?:ness)? | tender | cramp(?:s|ing)?
      burning | stabbing | throbbing | fever(?:s|ish)? | chills | sweat(?:s|ing)? | temperatures?
      cough(?:s|ing|ed)? | phlegm | mucus | sputum | wheez\\w+ | short(?:ness)? of breath | breathless\\w*
      breathing | nausea | nauseous | nauseated | vomit\\w* | throw(?:ing)? up | threw up | diarrh\\w+
      loose stools? | stools? | constipat\\w+ | bloat\\w+ | blood(?:y)? | bleed\\w* | rash(?:es)? | itch\\w*
      swell\\w* | swollen | bruis\\w+ | lumps? | numb(?:ness)? | tingling | weak(?:ness)? | dizz\\w+
      light-?headed\\w* | faint\\w* | headaches? | migraines? | tired(?:ness)? | fatigue\\w* | exhausted
      energy | sleep\\w* | insomnia | appetite | weight | palpitations? | heartburn | reflux | discharge
      pee(?:ing)? | urin\\w+ | symptoms? | congest\\w+ | runny | stuffy | sneez\\w+ | throat | hoarse
      vision | blurr\\w+ | hearing | injur\\w+ | fell | fall | fallen | twisted | sprain\\w* | broke
      fractur\\w* | stiff(?:ness)? | limp\\w* | swallow\\w* | anxious | anxiety | depress\\w+ | mood
      panic | stress\\w* | worr(?:y|ied) | unwell | sick | ill | infections? | flare\\w* | spasms?
      seizures? | falls | suicid\\w+ | trouble | problems? with | difficult\\w* | struggl\\w*
      unable to | (?:can't|couldn't|cannot) (?:walk|stand|sit|move|eat|lift|bend|breathe|see|hear|sleep)
      """;

  static final String BODY =
      """
      head | neck | chest | heart | lungs? | back | stomach | belly | tummy | abdom\\w+ | groin | hips?
      knees? | ankles? | foot | feet | toes? | legs? | thighs? | calf | calves | arms? | shoulders?
      elbows? | wrists? | hands? | fingers? | thumb | eyes? | ears? | nose | sinus\\w* | mouth | tongue
      teeth | tooth | jaw | face | skin | bowels? | bladder | kidneys? | liver | spine | ribs? | joints?
      muscles? | breasts? | period | scalp
      """;

  static final String TIME =
      """
      (?:\\d+|one|two|three|four|five|six|seven|eight|nine|ten|couple|few|several) (?:of )?(?:hours?|days?|weeks?|months?|years?|times|nights?)
      yesterday | last (?:night|week|month|year|\\w+day) | this morning | since (?:then|last|the|yesterday|this)
      comes? and goe?s? | worse | better | improv\\w+ | getting | started | began | constant\\w*
      """;

  static final String CONDITION =
      """
      diabet\\w+ | asthma\\w* | hypertensi\\w+ | high blood pressure | high cholesterol | copd | emphysema
      arthritis | osteo\\w+ | gout | lupus | depression | bipolar | cancers? | tumou?rs? | leuk\\w+
      thyroid | hypothyroidism | epilepsy | migraines? | heart (?:attacks?|failure|disease|problems?)
      strokes? | angina | atrial fibrillation | a ?fib | kidney (?:stones?|disease|failure) | ulcers?
      hepatitis | eczema | psoriasis | an(?:a)?emia | glaucoma | crohn's | colitis | c(?:o)?eliac
      reflux | gerd | pneumonia | tuberculosis | hiv | dementia | alzheimer's | parkinson's | sclerosis
      hernia | gastroenteritis | bronchitis | sinusitis | dermatitis | tendon\\w+ | sleep apn\\w+
      (?:medical|health) (?:conditions?|problems?|history|issues)
      """;

  static final String OPERATION =
      """
      surger(?:y|ies) | operations? | operated | appendix | appendectomy | tonsil\\w* | hysterectomy
      c-section | caesarean | gallbladder | bypass | stents? | pacemaker | (?:hip|knee) replacement
      hospitali[sz]ed | admitted | in (?:the )?hospital
      """;

  /** Names and endings: enough for a cue, no drug dictionary. */
  static final String MEDICINE =
      """
      \\w{3,}(?:pril|sartan|olol|statin|formin|cillin|mycin|floxacin|cycline|prazole|tidine|setron)
      \\w{3,}(?:triptan|oxetine|pram|gliptin|gliflozin|glutide|thiazide|dipine|azepam|zolam|profen)
      \\w{3,}(?:codone|codeine|tropium|terol|asone|isolone|olone|parin|xaban|conazole|cyclovir|nazole)
      advil | motrin | tylenol | acetaminophen | paracetamol | aspirin | aleve | naproxen | insulin
      lantus | humalog | lasix | furosemide | synthroid | levothyroxine | warfarin | coumadin | eliquis
      plavix | clopidogrel | lipitor | crestor | zoloft | sertraline | prozac | lexapro | wellbutrin
      bupropion | gabapentin | lyrica | tramadol | ultram | percocet | norco | vicodin | morphine
      fentanyl | ventolin | salbutamol | flonase | claritin | zyrtec | benadryl | allegra | cetirizine
      loratadine | piriton | antihistamines? | montelukast | singulair | colchicine | allopurinol
      methotrexate | humira | augmentin | bactrim | keflex | z-?pack? | flagyl | macrobid
      nitroglycerin | digoxin | amiodarone | ozempic | trulicity | januvia | jardiance | farxiga
      glipizide | mobic | meloxicam | cortisone | prednisone | steroids? | antibiotics? | birth control
      multivitamins? | vitamins? | supplements? | melatonin | imodium | tums | nexium | prilosec
      zofran | miralax | metamucil | viagra | flomax | finasteride | adderall | ritalin | xanax | ativan
      klonopin | seroquel | lithium | diclofenac | voltaren | lidocaine | co-codamol | calpol
      spironolactone | diarolyte | dioralyte | emollients? | anti-inflammator(?:y|ies)
      """;

  static final String MEDICINE_WORD =
      """
      medications? | medicines? | meds | tablets? | pills? | the pill | inhalers? | pain ?killers?
      over[- ]the[- ]counter | eye drops | ointment | steroid cream | dose | milligrams? | \\d+ ?mg
      micrograms? | mcg | prescri\\w+
      """;

  /** Blood relations that are older or siblings; children are mostly contacts. */
  static final String RELATIVE =
      """
      (?:grand)?(?:mother|father|mom|mum|mommy|dad|ma|pa)s? | gran(?:d|dma|dpa|dad|ny)?s? | nan | grandad | grandparents? | brothers? | sisters?
      siblings? | aunts? | uncles? | cousins? | parents?
      """;

  static final String INVESTIGATION =
      """
      x-?rays? | mri | ct | cat scan | scans? | ultrasound | echo(?:cardiogram)? | ekg | ecg
      electrocardiogram | lab(?:s| work| results)? | laboratory | blood (?:tests?|work|results) | bloods
      test results? | results? | a1c | h(?:a)?emoglobin | white (?:blood )?(?:cell )?count | creatinine
      gfr | cholesterol | ldl | biopsy | cultures? | urinalysis | urine test | spirometry | stress test
      colonoscopy | endoscopy | mammogram | ejection fraction | platelets | potassium level | tsh
      glucose
      """;

  private Lexicon() {}
}
