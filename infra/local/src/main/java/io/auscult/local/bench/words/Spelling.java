package io.auscult.local.bench.words;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One spelling for words that are written in several ways. */
final class Spelling {
  /** Titles as they are read aloud; a dot after them has gone by then. */
  private static final Map<String, String> TITLES =
      pairs(
          """
          mr mister mrs missus st saint dr doctor prof professor capt captain gov governor
          ald alderman gen general sen senator rep representative pres president rev reverend
          hon honorable asst assistant assoc associate lt lieutenant col colonel jr junior
          sr senior esq esquire""");

  /** Single words; the plural and the usual endings are words of their own here. */
  private static final Map<String, String> WORDS =
      pairs(
          """
          grey gray greys grays greyer grayer greyish grayish cheque check cheques checks
          plough plow ploughs plows ploughed plowed ploughing plowing ploughman plowman
          tyre tire tyres tires pyjamas pajamas programme program programmes programs
          catalogue catalog catalogues catalogs dialogue dialog dialogues dialogs analogue analog
          sceptic skeptic sceptics skeptics sceptical skeptical scepticism skepticism
          storey story storeys stories kerb curb kerbs curbs mould mold moulds molds moulded molded
          mouldy moldy moult molt smoulder smolder smouldering smoldering smouldered smoldered
          moustache mustache moustaches mustaches moustached mustached
          defence defense defences defenses defenceless defenseless offence offense
          offences offenses licence license licences licenses pretence pretense pretences pretenses
          practise practice practised practiced practises practices practising practicing
          judgement judgment judgements judgments acknowledgement acknowledgment
          ageing aging artefact artifact artefacts artifacts axe ax cosy cozy draught draft
          draughts drafts draughty drafty gaol jail gaoler jailer gaols jails sulphur sulfur
          sulphurous sulfurous yoghurt yogurt manoeuvre maneuver manoeuvres maneuvers
          manoeuvred maneuvered manoeuvring maneuvering aluminium aluminum mediaeval medieval
          encyclopaedia encyclopedia jewellery jewelry marvellous marvelous woollen woolen
          skilful skillful skilfully skillfully wilful willful wilfully willfully fulfil fulfill
          fulfils fulfills fulfilment fulfillment enrol enroll enrols enrolls enrolment enrollment
          instil instill distil distill instalment installment instalments installments
          councillor councilor councillors councilors counsellor counselor counsellors counselors
          traveller traveler travellers travelers jeweller jeweler jewellers jewelers
          foetus fetus foetal fetal foetuses fetuses oedema edema oesophagus esophagus
          oesophageal esophageal oestrogen estrogen diarrhoea diarrhea dyspnoea dyspnea
          apnoea apnea caesarean cesarean faeces feces faecal fecal aetiology etiology
          caecum cecum anaesthesia anesthesia anaesthetic anesthetic anaesthetics anesthetics
          anaesthetist anesthetist anaesthetised anesthetized haemoglobin hemoglobin
          haemorrhage hemorrhage haemorrhages hemorrhages haemorrhoids hemorrhoids
          haematoma hematoma haematology hematology haematuria hematuria orthopaedic orthopedic
          orthopaedics orthopedics paediatric pediatric paediatrics pediatrics
          paediatrician pediatrician gynaecology gynecology gynaecologist gynecologist
          gynaecological gynecological tumour tumor tumours tumors
          analyse analyze analysed analyzed analyser analyzer analysing analyzing
          paralyse paralyze paralysed paralyzed paralysing paralyzing
          catalyse catalyze catalysed catalyzed dialyse dialyze dialysed dialyzed
          whilst while amongst among okay ok alright allright waggon wagon waggons wagons
          connexion connection shew show shewed showed shewn shown gramme gram grammes grams
          kilogramme kilogram kilogrammes kilograms centre center centres centers centred centered
          theatre theater theatres theaters fibre fiber fibres fibers metre meter metres meters
          litre liter litres liters calibre caliber sombre somber spectre specter spectres specters
          lustre luster meagre meager sabre saber sabres sabers sceptre scepter sepulchre sepulcher
          mitre miter kilometre kilometer kilometres kilometers centimetre centimeter
          centimetres centimeters millimetre millimeter millimetres millimeters
          millilitre milliliter millilitres milliliters""");

  private static final Pattern OUR =
      Pattern.compile(
          "((?:dis|mis|un)?(?:col|fav|hon|lab|neighb|behavi|harb|hum|rum|flav|vap|vig|od|parl"
              + "|splend|ard|arm|cand|clam|endeav|ferv|ranc|rig|savi|sav|val|demean|misdemean"
              + "|enam|succ|arb|dol|tum))our"
              + "(s|ed|ing|ings|er|ers|able|ably|ite|ites|ful|fully|less|hood|hoods|y|ies|ly|al"
              + "|ation|ist|ists)?");

  private static final Pattern ISE =
      Pattern.compile("([a-z]{3,})is(e|es|ed|er|ers|ing|ation|ations|able)");

  /** What {@code -ise} is an American {@code -ize} after; "advise" and "surprise" are not here. */
  private static final Set<String> ISE_STEMS =
      Set.of(
          ("agon apolog author baptt bapt brutal capital categor cauter central character civil"
                  + " colon critic crystal demoral dramat econom emphas equal evangel familiar"
                  + " fertil final formal fraternal galvan general harmon hospital human"
                  + " hypnot ideal immortal immobil immun individual industrial initial ital"
                  + " jeopard legal local magnet material maxim mechan memor mesmer minim mobil"
                  + " modern monopol moral national natural neutral normal optim organ ostrac"
                  + " oxid paralys pasteur patron penal personal philosoph polar popular priorit"
                  + " privat public random rational real recogn reorgan revolution ritual romant"
                  + " sanit satir scandal scrutin sens sensit social special stabil standard"
                  + " steril stigmat subsid summar symbol sympath synchron tantal terror theor"
                  + " tranquil tranquill trivial tyrann urban util vandal verbal victim visual"
                  + " vital vulcan catheter metabol hydrol nebul revital symptomat monet")
              .split(" "));

  private static final Pattern LLED =
      Pattern.compile(
          "((?:un)?(?:travel|cancel|label|model|signal|level|jewel|marvel|quarrel|counsel|fuel"
              + "|channel|dial|equal|panel|pencil|rival|shovel|spiral|swivel|total|tunnel"
              + "|chisel|duel|grovel|kennel|libel|parcel|pummel|revel|shrivel|trowel|unravel"
              + "|barrel|bevel|carol|drivel|enamel|funnel|gambol|imperil|initial|towel|yodel))l"
              + "(ed|ing|ings)");

  private static final Pattern AEMIA = Pattern.compile("([a-z]+)aemi([ac])");

  private Spelling() {}

  private static Map<String, String> pairs(String text) {
    List<String> words = List.of(text.strip().split("\\s+"));
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < words.size(); i += 2) map.put(words.get(i), words.get(i + 1));
    return Map.copyOf(map);
  }

  /** A title written out; any other word as it is. */
  static String written(String word) {
    return TITLES.getOrDefault(word, word);
  }

  /** The American spelling of a lower-case word. */
  static String american(String word) {
    String known = WORDS.get(word);
    if (known != null) return known;
    Matcher our = OUR.matcher(word);
    if (our.matches()) return our.group(1) + "or" + (our.group(2) == null ? "" : our.group(2));
    Matcher ise = ISE.matcher(word);
    if (ise.matches() && ISE_STEMS.contains(ise.group(1))) {
      return ise.group(1) + "iz" + ise.group(2);
    }
    Matcher doubled = LLED.matcher(word);
    if (doubled.matches()) return doubled.group(1) + doubled.group(2);
    Matcher blood = AEMIA.matcher(word);
    if (blood.matches()) return blood.group(1) + "emi" + blood.group(2);
    return word;
  }
}
